"""After the term, over HTTP: what there was of a message can be seen, its content can't."""

from gateway.exchange.custody.retention import erase_expired_content
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, Caller, problem, start


async def test_of_an_erased_message_only_the_row_is_left(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    id = (await zorg.submit(start(nummer, "S1")))["berichtId"]
    before = await zorg.show(id)
    api.clock.advance(days=16 * 365)
    assert await erase_expired_content(api.gateway) == {}, "nothing was collected yet"
    for caller in (venlo, zorg):
        await caller.collect()
    assert await erase_expired_content(api.gateway) == {VENLO: 3}

    for what in ("xml", "rapport"):
        gone = problem(await zorg.http.get(f"/v1/berichten/{id}/{what}"), 410, "bericht-gewist")
        assert id in gone["detail"]
    after = await zorg.show(id)
    erased = after["gebeurtenissen"].pop()
    assert (erased["soort"], erased["gegevens"]) == ("gewist", {})
    assert [each["soort"] for each in after.pop("gebeurtenissen")] == ["opgehaald"]
    assert before.pop("gebeurtenissen") == []
    assert (before.pop("bezorging"), after.pop("bezorging")) == ("wachtend", "geleverd")
    assert after == before
    response = await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")
    assert response.status_code == 200
    again = await (await api.caller(BEHEER)).http.post(f"/v1/leveringen/{id}/opnieuw")
    problem(again, 410, "bericht-gewist")

    receipt = await zorg.submit(start(nummer, "S1"))
    assert (receipt["berichtId"], receipt["oordeel"]) == (id, "goedgekeurd"), "it is known by its hash"
