"""Cases of policy over HTTP, each with its outcome: decisions asked first, and starts and stops of earlier care."""

from typing import Any

import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import Caller, start, stop
from tests.support.policy.chosen import choose_policy, request_for

MONTHLY = {"omvang": {"volume": 1, "eenheid": "82", "frequentie": "4"}}
NINE = {"omvang": {"volume": 9, "eenheid": "82", "frequentie": "6"}}
Asked = tuple[str, str, str | None, dict[str, Any]]
BASE: Asked = ("02A02", "2023-01-01", "2023-12-31", {})
SHORT: Asked = ("10B01", "2023-07-01", "2024-02-29", {})
DECISIONS: dict[str, tuple[list[Asked], Asked, set[str], set[str]]] = {
    "1A1 with 1A2 and vervoer": (
        [("02A02", "2024-01-01", "2024-12-31", {}), ("07A02", "2024-01-01", "2024-12-31", {})],
        ("08V02", "2024-01-01", "2024-12-31", MONTHLY),
        {"NL-204"},
        {"NL-201", "NL-203"},
    ),
    "open-ended 1A1": ([], ("02A02", "2024-04-01", None, {}), {"NL-504"}, set()),
    "open-ended 1A2": ([], ("07A02", "2024-04-01", None, {}), {"NL-504"}, set()),
    "open-ended 1B": ([], ("10B01", "2024-04-01", None, {}), {"NL-503"}, set()),
    "open-ended 2B": ([], ("10A06", "2024-04-01", None, {}), set(), {"NL-503", "NL-504"}),
    "1B per month": ([], ("10B01", "2024-04-01", "2024-11-30", MONTHLY), {"NL-109"}, set()),
    "extra work of volume 9": ([SHORT], ("10M01", "2024-03-01", "2024-05-31", NINE), {"NL-109"}, set()),
    "1B again": ([SHORT], ("10B01", "2024-03-01", "2024-10-31", {}), {"NL-108"}, set()),
    "1A again": ([BASE], ("02A02", "2024-01-01", "2024-12-31", {}), {"NL-108"}, set()),
    "2A after extra work": (
        [("10B01", "2023-05-01", "2023-12-31", {}), ("10M01", "2024-01-01", "2024-02-29", MONTHLY)],
        ("10B02", "2024-03-01", "2025-02-28", {}),
        {"NL-108"},
        set(),
    ),
    "2A after 1B": ([SHORT], ("10B02", "2024-03-01", "2025-02-28", {}), set(), {"NL-108"}),
    "extension of what never started, without a ground": (
        [BASE],
        ("02C02", "2024-01-01", "2024-03-31", MONTHLY),
        {"NL-306", "NL-307"},
        {"NL-301", "NL-305", "NL-308"},
    ),
    "extension long before the guide time": (
        [("02A02", "2023-12-01", "2023-12-31", {})],
        ("02C02", "2024-01-01", "2024-03-31", MONTHLY),
        {"NL-308"},
        set(),
    ),
    "extension after extra work": (
        [("02A02", "2022-11-01", "2023-10-31", {}), ("02M02", "2023-11-01", "2024-02-29", {})],
        ("02C02", "2024-03-01", "2024-05-31", MONTHLY),
        set(),
        {"NL-305"},
    ),
}


@pytest.mark.parametrize("name", DECISIONS)
async def test_a_decision(api: Api, venlo: Caller, name: str) -> None:
    earlier, (code, first, last, changes), expected, absent = DECISIONS[name]
    client = await venlo.register()
    for its_code, its_first, its_last, its_changes in earlier:
        await venlo.assign(**request_for(client, its_code, its_first, its_last, **its_changes))
    await choose_policy(api.gateway)
    body = request_for(client, code, first, last, **changes)
    shown = (await venlo.http.post("/v1/toewijzingen/controle", json=body)).json()
    found = {each["code"] for each in shown["bevindingen"]}
    assert expected <= found
    assert not absent & found
    assert all(each["text"] and each["remedy"] and each["source"] for each in shown["bevindingen"])


Reported = tuple[str, dict[str, Any]]
REPORTS: dict[str, tuple[list[Asked], list[Reported], set[str], set[str]]] = {
    "extension of one and a half month": (
        [BASE, ("02C02", "2024-01-01", "2024-02-14", {})],
        [("02C02", {"begindatum": "2024-01-01"})],
        {"NL-708"},
        set(),
    ),
    "extra work of twelve months without 1B": (
        [("10M01", "2024-01-01", "2024-12-31", {})],
        [("10M01", {"begindatum": "2024-01-01"})],
        {"NL-709"},
        set(),
    ),
    "vervoer without a carrier": (
        [("08V02", "2024-01-01", "2024-12-31", {})],
        [("08V02", {"begindatum": "2024-01-01"})],
        {"NL-707"},
        set(),
    ),
    "a carrier that stops": (
        [("07A02", "2024-01-01", "2024-12-31", {}), ("08V02", "2024-01-01", "2024-12-31", {})],
        [
            ("07A02", {"begindatum": "2024-01-01"}),
            ("07A02", {"begindatum": "2024-01-01", "einddatum": "2024-02-20", "reden_beeindiging": "39"}),
        ],
        {"NL-705"},
        set(),
    ),
    "goals reached before the end": (
        [("02A02", "2024-01-01", "2024-12-31", {})],
        [
            ("02A02", {"begindatum": "2024-01-01"}),
            ("02A02", {"begindatum": "2024-01-01", "einddatum": "2024-02-26", "reden_beeindiging": "19"}),
        ],
        set(),
        {"NL-703"},
    ),
    "a restart before the temporary stop ends": (
        [("02A02", "2024-01-01", "2024-12-31", {})],
        [
            ("02A02", {"begindatum": "2024-01-01"}),
            ("02A02", {"begindatum": "2024-01-01", "einddatum": "2024-02-10", "reden_beeindiging": "20"}),
            ("02A02", {"begindatum": "2024-02-09"}),
        ],
        {"OP289"},
        set(),
    ),
    "a final stop of the first start": (
        [("02A02", "2024-01-01", "2024-12-31", {})],
        [
            ("02A02", {"begindatum": "2024-01-01"}),
            ("02A02", {"begindatum": "2024-01-01", "einddatum": "2024-02-10", "reden_beeindiging": "20"}),
            ("02A02", {"begindatum": "2024-02-12"}),
            ("02A02", {"begindatum": "2024-01-01", "einddatum": "2024-02-28", "reden_beeindiging": "19"}),
        ],
        {"OP155"},
        {"OP289"},
    ),
}


@pytest.mark.parametrize("name", REPORTS)
async def test_a_report(api: Api, venlo: Caller, zorg: Caller, name: str) -> None:
    """The last report is the one that is looked at."""
    assigned, reports, expected, absent = REPORTS[name]
    client = await venlo.register()
    about: dict[str, dict[str, Any]] = {}
    for code, first, last, changes in assigned:
        nummer = (await venlo.assign(**request_for(client, code, first, last, **changes)))["toewijzingNummer"]
        product = Product(categorie=code[:2], code=code)
        about[code] = {"nummer": nummer, "product": product, "toewijzing_ingangsdatum": first}
    await choose_policy(api.gateway)
    found: set[str] = set()
    for number, (code, fields) in enumerate(reports):
        make = stop if "einddatum" in fields else start
        receipt = await zorg.submit(make(identificatie=f"R{number}", **about[code], **fields))
        assert receipt["oordeel"] == "goedgekeurd"
        found = {each["code"] for each in (await venlo.report(receipt["berichtId"]))["bevindingen"]}
    assert expected <= found
    assert not absent & found
