"""What was never answered, over HTTP: a list of the operator with filters and pages."""

from typing import Any

from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, ZORG, Caller, problem


async def test_over_http_it_is_a_list_with_filters_and_pages(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    for code in ("02A02", "02A03", "02A04"):
        await venlo.assign(client, product={"categorie": "02", "code": code})
    api.clock.advance(hours=2)
    beheer = (await api.caller(BEHEER)).http
    asked: dict[str, Any] = {"sinds": "2024-03-01", "uren": 1, "ontvanger": ZORG, "kanaal": "postvak"}

    async def page(**more: Any) -> dict[str, Any]:
        found: dict[str, Any] = (await beheer.get("/v1/onbeantwoord", params={**asked, **more})).json()
        return found

    whole = await page()
    assert (whole["totaal"], [each["soort"] for each in whole["onbeantwoord"]]) == (3, ["WMO301"] * 3)
    first = await page(aantal=2, volgorde="nieuwste")
    rest = await page(aantal=2, volgorde="nieuwste", na=first["volgende"])
    assert [*first["onbeantwoord"], *rest["onbeantwoord"]] == whole["onbeantwoord"][::-1]
    for none in ({"uren": 3}, {"ontvanger": THUIS}, {"kanaal": "ggk"}, {"sinds": "2024-03-02"}):
        assert (await page(**none))["onbeantwoord"] == []
    problem(await beheer.get("/v1/onbeantwoord"), 400)
    problem(await beheer.get("/v1/onbeantwoord", params={**asked, "uren": "1_0"}), 400)
