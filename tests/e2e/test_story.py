"""The whole way: an assignment goes out and is answered, care starts, pauses and ends, and each gets its answer."""

from datetime import date

from gateway.messages.kinds.start import Wmo306
from gateway.messages.kinds.stop import Wmo308
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.messages.return_message import compose, outcome_of
from tests.support.api.application import Api
from tests.support.api.parties import Caller, start, stop


async def test_from_assignment_to_stop(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    assignment = await venlo.assign(client)
    nummer = assignment["toewijzingNummer"]
    assert assignment["actueel"]["toewijzingsdatum"] == "2024-03-01"
    assert assignment["actueel"]["toewijzingstijd"] == "10:30:00"

    [forward] = await zorg.collect()
    assert isinstance(forward, Wmo301)
    assert (forward.header.afzender, forward.header.ontvanger) == ("0983", "99990001")
    assert [each.toewijzing_nummer for each in forward.client.toegewezen_producten] == [str(nummer)]
    assert await zorg.mailbox() == []

    akkoord = await zorg.submit(compose(forward, [], "R1", date(2024, 3, 1), None))
    assert akkoord["oordeel"] == "goedgekeurd"
    assert akkoord["retourberichtId"] is None
    [answer] = await venlo.collect()
    assert isinstance(answer, Wmo302)
    assert outcome_of(answer).approved
    assert (await venlo.show(assignment["berichtId"]))["retourberichtId"] == akkoord["berichtId"]

    begin = await zorg.submit(start(nummer, "S1"))
    assert begin["oordeel"] == "goedgekeurd", await zorg.report(begin["berichtId"])
    pauze = await zorg.submit(stop(nummer, "P1", reden_beeindiging="20", einddatum="2024-02-20"))
    assert pauze["oordeel"] == "goedgekeurd", await zorg.report(pauze["berichtId"])
    end = await zorg.submit(stop(nummer, "P2", reden_beeindiging="31", einddatum="2024-02-28"))
    assert end["oordeel"] == "goedgekeurd", await zorg.report(end["berichtId"])

    waiting = [each["berichtId"] for each in await zorg.mailbox()]
    assert waiting == [each["retourberichtId"] for each in (begin, pauze, end)]
    retour = await zorg.collect()
    assert [type(each) for each in retour] == [Wmo306, Wmo308, Wmo308]
    assert [each.header.bericht_identificatie.identificatie for each in retour] == ["S1", "P1", "P2"]
    assert len({each.header.identificatie_retour for each in retour}) == 3
    for each in retour:
        assert outcome_of(each).approved
        assert each.client is None
        assert each.header.dagtekening_retour == "2024-03-01"

    assert [each["soort"] for each in await venlo.mailbox()] == ["WMO305", "WMO307", "WMO307"]


async def test_a_wrong_start_is_refused_with_its_reason(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()

    receipt = await zorg.submit(start(nummer + 1, "S1"))
    assert receipt["oordeel"] == "afgekeurd"
    [answer] = await zorg.collect()
    assert answer.header.retour_codes == ("0200",)
    assert answer.client.retour_codes == ("0200",)
    assert answer.client.start_producten[0].retour_codes == ("9019",)

    [finding] = (await zorg.report(receipt["berichtId"]))["bevindingen"]
    assert finding["code"] == "TR019"
    assert finding["retourcode"] == "9019"
    assert finding["path"] == "/Bericht/Client/StartProducten/StartProduct/ToewijzingNummer"
    assert finding["values"] == {"ToewijzingNummer": str(nummer + 1)}
    assert str(nummer + 1) in finding["text"]
    assert finding["remedy"]
    assert finding["source"]
    assert await venlo.mailbox() == [], "a refused message is not for the municipality's books"


async def test_a_start_that_breaks_level_2_gets_0001_and_nothing_else(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()

    receipt = await zorg.submit(start(nummer, "S1", begindatum="2024-03-02"))
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.codes(receipt["berichtId"]) == ["TR134"]
    [answer] = await zorg.collect()
    assert answer.header.retour_codes == ("0001",)
    assert answer.header.xslt_versie == "2.10.5"
    assert answer.client is None


async def test_a_start_with_a_mistake_can_be_taken_back_and_given_anew(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    assert (await zorg.submit(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    assert (await zorg.submit(start(nummer, "S2", status_aanlevering="3")))["oordeel"] == "goedgekeurd"
    no_start = await zorg.submit(stop(nummer, "P1"))
    assert "TR382" in await zorg.codes(no_start["berichtId"])
    assert (await zorg.submit(start(nummer, "S3")))["oordeel"] == "goedgekeurd"
    assert (await zorg.submit(stop(nummer, "P2")))["oordeel"] == "goedgekeurd"


async def test_a_start_for_a_client_the_municipality_does_not_know_is_answered(venlo: Caller, zorg: Caller) -> None:
    receipt = await zorg.submit(start(1, "S1"))
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.codes(receipt["berichtId"]) == ["TR019"]
    assert len(await zorg.collect()) == 1
    await venlo.register()  # the refused message left no file behind


async def test_a_start_without_a_number_opens_a_file_on_its_client(venlo: Caller, zorg: Caller) -> None:
    single = start(1, "S1", toewijzing_nummer=None, toewijzing_ingangsdatum=None)
    receipt = await zorg.submit(single)
    assert receipt["oordeel"] == "goedgekeurd", await zorg.report(receipt["berichtId"])
    assert [each["soort"] for each in await venlo.mailbox()] == ["WMO305"]
