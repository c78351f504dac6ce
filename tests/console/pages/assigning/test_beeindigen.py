"""All care of a client ends in one act, looked at first; what remains for a person is told."""

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.console.forms import ask_first, send_form


async def test_all_care_ends_once_and_what_remains_is_told_each_time(
    api: Api, venlo: Caller, zorg: Caller, made: Situation
) -> None:
    later = (await venlo.assign(made.client, product={"categorie": "02", "code": "02A03"}, ingangsdatum="2024-06-01"))[
        "toewijzingNummer"
    ]
    path = f"/console/clienten/{made.client}/beeindigen"
    async with browsing(api, VENLO, "consulent") as browser:
        empty = await browser.send(path, {"einddatum": "", "redenWijziging": ""})
        assert empty.status_code == 422
        assert "Vul dit in" in empty.text
        html, fields = await ask_first(browser, path, einddatum="31-3-2024", redenWijziging="02")
        assert "Zo zou de zorg eindigen" in text_of(html)
        assert "Verwijderd (RedenWijziging 13)" in text_of(html)
        sent = [await send_form(browser, path, fields, "versturen") for _ in range(2)]
        assert [each.status_code for each in sent] == [200, 200]
        told = [text_of(each.text) for each in sent]
        assert told[0] == told[1]
        assert "Alle zorg is beëindigd" in told[0]
        again, _ = await ask_first(browser, path, 409, einddatum="31-3-2024", redenWijziging="02")
        assert "staat er voor deze cliënt geen zorg meer" in text_of(again)
    for nummer, removed in ((made.nummer, False), (later, True)):
        versions = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")).json()["versies"]
        assert (len(versions), versions[-1]["verwijderd"]) == (2, removed)
