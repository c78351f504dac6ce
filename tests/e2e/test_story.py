"""The whole way: an assignment goes out and is answered, care starts, pauses and ends, and each gets its answer."""

from datetime import date

from gateway.messages.retour import compose, outcome_of
from gateway.messages.start import Wmo306
from gateway.messages.stop import Wmo308
from gateway.messages.toewijzing import Wmo301, Wmo302
from tests.support.api.application import Api
from tests.support.api.parties import Partij, start, stop


async def test_from_assignment_to_stop(api: Api, venlo: Partij, zorg: Partij) -> None:
    client = await venlo.schrijf_in()
    toewijzing = await venlo.ken_toe(client)
    nummer = toewijzing["toewijzingNummer"]
    assert toewijzing["actueel"]["toewijzingsdatum"] == "2024-03-01"
    assert toewijzing["actueel"]["toewijzingstijd"] == "10:30:00"

    [heen] = await zorg.haal_op()
    assert isinstance(heen, Wmo301)
    assert (heen.header.afzender, heen.header.ontvanger) == ("0983", "99990001")
    assert [each.toewijzing_nummer for each in heen.client.toegewezen_producten] == [str(nummer)]
    assert await zorg.postvak() == []

    akkoord = await zorg.bied_aan(compose(heen, [], "R1", date(2024, 3, 1), None))
    assert akkoord["oordeel"] == "goedgekeurd"
    assert akkoord["retourberichtId"] is None
    [antwoord] = await venlo.haal_op()
    assert isinstance(antwoord, Wmo302)
    assert outcome_of(antwoord).approved
    assert (await venlo.toon(toewijzing["bericht"]))["retourbericht"] == akkoord["id"]

    begin = await zorg.bied_aan(start(nummer, "S1"))
    assert begin["oordeel"] == "goedgekeurd", await zorg.rapport(begin["id"])
    pauze = await zorg.bied_aan(stop(nummer, "P1", reden_beeindiging="20", einddatum="2024-02-20"))
    assert pauze["oordeel"] == "goedgekeurd", await zorg.rapport(pauze["id"])
    einde = await zorg.bied_aan(stop(nummer, "P2", reden_beeindiging="31", einddatum="2024-02-28"))
    assert einde["oordeel"] == "goedgekeurd", await zorg.rapport(einde["id"])

    wachtend = [each["berichtId"] for each in await zorg.postvak()]
    assert wachtend == [each["retourberichtId"] for each in (begin, pauze, einde)]
    retour = await zorg.haal_op()
    assert [type(each) for each in retour] == [Wmo306, Wmo308, Wmo308]
    assert [each.header.bericht_identificatie.identificatie for each in retour] == ["S1", "P1", "P2"]
    assert len({each.header.identificatie_retour for each in retour}) == 3
    for each in retour:
        assert outcome_of(each).approved
        assert each.client is None
        assert each.header.dagtekening_retour == "2024-03-01"

    assert [each["soort"] for each in await venlo.postvak()] == ["WMO305", "WMO307", "WMO307"]


async def test_a_wrong_start_is_refused_with_its_reason(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.haal_op()

    receipt = await zorg.bied_aan(start(nummer + 1, "S1"))
    assert receipt["oordeel"] == "afgekeurd"
    [antwoord] = await zorg.haal_op()
    assert antwoord.header.retour_codes == ("0200",)
    assert antwoord.client.retour_codes == ("0200",)
    assert antwoord.client.start_producten[0].retour_codes == ("9019",)

    [bevinding] = (await zorg.rapport(receipt["id"]))["bevindingen"]
    assert bevinding["code"] == "TR019"
    assert bevinding["retourcode"] == "9019"
    assert bevinding["path"] == "/Bericht/Client/StartProducten/StartProduct/ToewijzingNummer"
    assert bevinding["values"] == {"ToewijzingNummer": str(nummer + 1)}
    assert str(nummer + 1) in bevinding["text"]
    assert bevinding["remedy"]
    assert bevinding["source"]
    assert await venlo.postvak() == [], "a refused message is not for the municipality's books"


async def test_a_start_that_breaks_level_2_gets_0001_and_nothing_else(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.haal_op()

    receipt = await zorg.bied_aan(start(nummer, "S1", begindatum="2024-03-02"))
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.codes(receipt["id"]) == ["TR134"]
    [antwoord] = await zorg.haal_op()
    assert antwoord.header.retour_codes == ("0001",)
    assert antwoord.header.xslt_versie == "2.10.5"
    assert antwoord.client is None


async def test_a_start_with_a_mistake_can_be_taken_back_and_given_anew(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    assert (await zorg.bied_aan(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    assert (await zorg.bied_aan(start(nummer, "S2", status_aanlevering="3")))["oordeel"] == "goedgekeurd"
    geen_start = await zorg.bied_aan(stop(nummer, "P1"))
    assert "TR382" in await zorg.codes(geen_start["id"])
    assert (await zorg.bied_aan(start(nummer, "S3")))["oordeel"] == "goedgekeurd"
    assert (await zorg.bied_aan(stop(nummer, "P2")))["oordeel"] == "goedgekeurd"


async def test_a_start_for_a_client_the_municipality_does_not_know_is_answered(venlo: Partij, zorg: Partij) -> None:
    receipt = await zorg.bied_aan(start(1, "S1"))
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.codes(receipt["id"]) == ["TR019"]
    assert len(await zorg.haal_op()) == 1
    await venlo.schrijf_in()  # the refused message left no file behind


async def test_a_start_without_a_number_opens_a_file_on_its_client(venlo: Partij, zorg: Partij) -> None:
    los = start(1, "S1", toewijzing_nummer=None, toewijzing_ingangsdatum=None)
    receipt = await zorg.bied_aan(los)
    assert receipt["oordeel"] == "goedgekeurd", await zorg.rapport(receipt["id"])
    assert [each["soort"] for each in await venlo.postvak()] == ["WMO305"]
