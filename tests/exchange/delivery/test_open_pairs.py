"""What lies open is what went out, long enough ago, by a channel, without a return message."""

from datetime import date

from gateway.exchange.delivery.open_pairs import list_open_pairs
from gateway.exchange.kernel.pages import AskedPage
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, Caller, refusal_of, start


async def test_a_message_lies_open_until_it_is_answered(api: Api, venlo: Caller, zorg: Caller) -> None:
    day = date(2024, 3, 1)
    api.clock.advance(minutes=1)

    async def lying(silence: int = 0, since: date = day, **by: object) -> list[str]:
        found = await list_open_pairs(api.gateway, since, silence, AskedPage(), **by)  # type: ignore[arg-type]
        return [each.soort for each in found.items]

    assignment = await venlo.assign(await venlo.register())
    await zorg.submit(start(assignment["toewijzingNummer"], "S1"))
    await zorg.submit(start(1, "S2", ontvanger=BEESEL))
    api.clock.advance(hours=2)
    assert await lying() == ["WMO301", "WMO305"], "one that the gateway answered itself doesn't"
    assert await lying(3) == []
    assert await lying(since=date(2024, 3, 2)) == []
    assert (await lying(since=date.min), await lying(since=date.max)) == (["WMO301", "WMO305"], [])
    assert await lying(kanaal="postvak") == ["WMO301", "WMO305"]
    assert await lying(kanaal="ggk") == []
    [forward] = [each for each in await zorg.collect() if each.soort.name == "WMO301"]
    await zorg.submit(refusal_of(forward, "R1"))
    assert await lying() == ["WMO305"], "a refusal is an answer"
