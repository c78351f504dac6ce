"""A page with personal data goes out once it is on record who saw it, and not before."""

from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY
from tests.support.console.browser import browsing, heading
from tests.support.store.postgres import execute


async def test_what_can_not_be_put_on_record_is_not_shown(api: Api, dsn: str, made: Situation) -> None:
    await execute(dsn, "alter table inzages rename to elders")
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"/console/berichten/{made.wmo305}", 503)
        assert heading(html) == "Inzage niet vastgelegd"
        assert made.wmo305 not in html
        await browser.open("/console")


async def test_the_record_tells_the_person_the_purpose_and_the_client(api: Api, made: Situation) -> None:
    async with browsing(api, VENLO, inlognaam="jo") as browser:
        await browser.send("/console/doel", {"doel": "bezwaar of klacht"})
        await browser.open(f"/console/berichten/{made.wmo305}")
        await browser.open("/console/berichten")
    async with browsing(api, VENRAY, inlognaam="piet") as browser:
        await browser.open(f"/console/berichten/{made.wmo305}", 404)
    one, many, refused = [dict(each) for each in (await on_record(api))[-3:]]
    assert (one["ingang"], one["doel"], one["onderwerp"]) == ("persoon jo", "bezwaar of klacht", made.wmo305)
    assert [str(each) for each in one["clienten"]] == [made.client]
    assert [str(each) for each in many["clienten"]] == [made.client]
    assert (refused["organisatie"], refused["uitkomst"], refused["doel"]) == (VENRAY, "geweigerd", "uitvoering Wmo")
