"""One Identificatie, one message: the same bytes again are a retry, other bytes are refused (TR056)."""

from gateway.messages.retour import outcome_of
from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENRAY, ZORG, Partij, start, stop
from tests.support.messages.messages import BSN_2


async def test_the_same_bytes_again_get_the_first_receipt(venlo: Partij, zorg: Partij, api: Api) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.haal_op()
    message = start(nummer, "S1")
    eerste = await zorg.stuur(message)
    api.klok.verder(days=4)
    for _ in range(2):
        again = await zorg.stuur(message)
        assert (again.status_code, again.content) == (202, eerste.content)
    assert len(await zorg.postvak()) == 1
    assert len(await venlo.postvak()) == 1


async def test_other_bytes_under_the_same_identificatie_are_refused_with_9056(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.haal_op()
    ja = await zorg.bied_aan(start(nummer, "S1"))
    nee = await zorg.bied_aan(start(nummer, "S1", begindatum="2024-02-02"))
    assert (ja["oordeel"], nee["oordeel"]) == ("goedgekeurd", "afgekeurd")
    assert nee["id"] != ja["id"]
    _, antwoord = await zorg.haal_op()
    assert antwoord.header.retour_codes == ("9056",)
    assert antwoord.client is None
    assert not outcome_of(antwoord).approved
    bevinding = (await zorg.rapport(nee["id"]))["bevindingen"][0]
    assert bevinding["code"] == "TR056"
    assert "S1" in bevinding["values"].values()
    assert await zorg.bied_aan(start(nummer, "S1")) == ja, "the first message is still the first"


async def test_white_space_alone_makes_other_bytes(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    data = serialise(start(nummer, "S1"))
    await zorg.bied_aan(data)
    nee = await zorg.bied_aan(data + b"\n")
    assert "TR056" in await zorg.codes(nee["id"])


async def test_an_identificatie_is_free_again_after_a_refusal(venlo: Partij, zorg: Partij) -> None:
    """A refused message counts as never sent (OP286)."""
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    for fout in (start(nummer + 5, "S1"), start(nummer, "S1", begindatum="2024-03-02")):
        assert (await zorg.bied_aan(fout))["oordeel"] == "afgekeurd"
    goed = await zorg.bied_aan(start(nummer, "S1"))
    assert goed["oordeel"] == "goedgekeurd", await zorg.rapport(goed["id"])
    nee = await zorg.bied_aan(start(nummer, "S1", begindatum="2024-02-02"))
    assert "TR056" in await zorg.codes(nee["id"])


async def test_for_another_client_it_is_refused_too(venlo: Partij, zorg: Partij) -> None:
    a = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    b = (await venlo.ken_toe(await venlo.schrijf_in(BSN_2)))["toewijzingNummer"]
    await zorg.bied_aan(start(a, "S1"))
    assert await zorg.codes((await zorg.bied_aan(start(b, "S1", bsn=BSN_2)))["id"]) == ["TR056"]


async def test_it_is_free_for_another_kind_another_sender_and_another_receiver(api: Api, venlo: Partij) -> None:
    zorg, thuis, venray = await api.als(ZORG), await api.als(THUIS), await api.als(VENRAY)
    jo = await venlo.schrijf_in()
    a = (await venlo.ken_toe(jo))["toewijzingNummer"]
    b = (await venlo.ken_toe(jo, aanbieder=THUIS))["toewijzingNummer"]
    c = (await venray.ken_toe(await venray.schrijf_in()))["toewijzingNummer"]
    receipts = [
        await zorg.bied_aan(start(a, "S1")),
        await zorg.bied_aan(stop(a, "S1")),
        await thuis.bied_aan(start(b, "S1", afzender=THUIS)),
    ]
    assert [each["oordeel"] for each in receipts] == ["goedgekeurd"] * 3
    # The books of one municipality know nothing of those of another.
    naar_venray = await zorg.bied_aan(start(c, "S1", ontvanger=VENRAY))
    assert naar_venray["oordeel"] == "goedgekeurd"


async def test_the_moment_of_receipt_is_that_of_the_clock(zorg: Partij) -> None:
    receipt = await zorg.bied_aan(start(1, "S1", dagtekening="2024-02-29"))
    assert receipt["ontvangenOp"] == "2024-03-01T09:30:00+00:00"
