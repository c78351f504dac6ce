"""One Identificatie, one message: the same bytes again are a retry, other bytes are refused (TR056)."""

from gateway.messages.return_message import outcome_of
from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENRAY, ZORG, Caller, start, stop
from tests.support.messages.messages import BSN_2


async def test_the_same_bytes_again_get_the_first_receipt(venlo: Caller, zorg: Caller, api: Api) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    message = start(nummer, "S1")
    first = await zorg.send(message)
    api.clock.advance(days=4)
    for _ in range(2):
        again = await zorg.send(message)
        assert (again.status_code, again.content) == (202, first.content)
    assert len(await zorg.mailbox()) == 1
    assert len(await venlo.mailbox()) == 1


async def test_other_bytes_under_the_same_identificatie_are_refused_with_9056(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    approved = await zorg.submit(start(nummer, "S1"))
    refused = await zorg.submit(start(nummer, "S1", begindatum="2024-02-02"))
    assert (approved["oordeel"], refused["oordeel"]) == ("goedgekeurd", "afgekeurd")
    assert refused["berichtId"] != approved["berichtId"]
    _, answer = await zorg.collect()
    assert answer.header.retour_codes == ("9056",)
    assert answer.client is None
    assert not outcome_of(answer).approved
    finding = (await zorg.report(refused["berichtId"]))["bevindingen"][0]
    assert finding["code"] == "TR056"
    assert "S1" in finding["values"].values()
    assert await zorg.submit(start(nummer, "S1")) == approved, "the first message is still the first"


async def test_white_space_alone_makes_other_bytes(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    data = serialise(start(nummer, "S1"))
    await zorg.submit(data)
    refused = await zorg.submit(data + b"\n")
    assert "TR056" in await zorg.codes(refused["berichtId"])


async def test_an_identificatie_is_free_again_after_a_refusal(venlo: Caller, zorg: Caller) -> None:
    """A refused message counts as never sent (OP286)."""
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    for fault in (start(nummer + 5, "S1"), start(nummer, "S1", begindatum="2024-03-02")):
        assert (await zorg.submit(fault))["oordeel"] == "afgekeurd"
    good = await zorg.submit(start(nummer, "S1"))
    assert good["oordeel"] == "goedgekeurd", await zorg.report(good["berichtId"])
    refused = await zorg.submit(start(nummer, "S1", begindatum="2024-02-02"))
    assert "TR056" in await zorg.codes(refused["berichtId"])


async def test_for_another_client_it_is_refused_too(venlo: Caller, zorg: Caller) -> None:
    a = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    b = (await venlo.assign(await venlo.register(BSN_2)))["toewijzingNummer"]
    await zorg.submit(start(a, "S1"))
    assert await zorg.codes((await zorg.submit(start(b, "S1", bsn=BSN_2)))["berichtId"]) == ["TR056"]


async def test_it_is_free_for_another_kind_another_sender_and_another_receiver(api: Api, venlo: Caller) -> None:
    zorg, thuis, venray = await api.caller(ZORG), await api.caller(THUIS), await api.caller(VENRAY)
    jo = await venlo.register()
    a = (await venlo.assign(jo))["toewijzingNummer"]
    b = (await venlo.assign(jo, aanbieder=THUIS))["toewijzingNummer"]
    c = (await venray.assign(await venray.register()))["toewijzingNummer"]
    receipts = [
        await zorg.submit(start(a, "S1")),
        await zorg.submit(stop(a, "S1")),
        await thuis.submit(start(b, "S1", afzender=THUIS)),
    ]
    assert [each["oordeel"] for each in receipts] == ["goedgekeurd"] * 3
    # The books of one municipality know nothing of those of another.
    naar_venray = await zorg.submit(start(c, "S1", ontvanger=VENRAY))
    assert naar_venray["oordeel"] == "goedgekeurd"


async def test_the_moment_of_receipt_is_that_of_the_clock(zorg: Caller) -> None:
    receipt = await zorg.submit(start(1, "S1", dagtekening="2024-02-29"))
    assert receipt["ontvangenOp"] == "2024-03-01T09:30:00Z"
