"""The example of a region: it loads, its own rules hold over HTTP, and its page names every table and key."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from gateway.policy.loading.regions import load_region
from gateway.policy.loading.shape import Effect, PolicyShape
from gateway.policy.model import EndDateUse, Permission, ProductKind
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller, problem
from tests.support.exchange.signals import choose_policy

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "samples/beleid"
PAGE = (ROOT / "docs/regions.md").read_text("utf-8")


def tables(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """Return each table of the file, with the shape of what is in it."""
    found: dict[str, type[BaseModel] | None] = {}
    for name, field in model.model_fields.items():
        inside = [field.annotation, *get_args(field.annotation)]
        inside += [each for one in inside for each in get_args(one)]
        found[name] = next((each for each in inside if isinstance(each, type) and issubclass(each, BaseModel)), None)
    return found


@pytest.mark.parametrize("table", sorted(tables(PolicyShape)))
def test_the_page_names_every_table_and_each_of_its_keys(table: str) -> None:
    shape = tables(PolicyShape)[table]
    if shape is None:
        assert f"`{table}`" in PAGE
        return
    [row] = re.findall(rf"^\| `{table}` \| .*$", PAGE, re.MULTILINE)
    assert [key for key in shape.model_fields if f"`{key}`" not in row] == []


@pytest.mark.parametrize("values", [Effect, EndDateUse, Permission, ProductKind], ids=lambda each: each.__name__)
def test_the_page_names_every_value(values: Any) -> None:
    assert [each.value for each in values if f"`{each.value}`" not in PAGE] == []


def test_it_is_a_region_beside_ours() -> None:
    region = load_region("duinstreek", FOLDER)
    assert load_region("noord-limburg", FOLDER).naam == "noord-limburg"
    [policy] = region.versions
    used = {each.soort for each in policy.producten.values()}
    assert used >= {ProductKind.TRAJECT, ProductKind.VERLENGING, ProductKind.MEERWERK, ProductKind.VERVOER}
    assert {each.mag for each in policy.stapeling.values()} == set(Permission)


async def test_its_rules_hold_for_a_municipality_that_goes_by_it(api: Api, venlo: Caller) -> None:
    api.app.state.gateway = replace(api.gateway, policy_dir=FOLDER)
    await choose_policy(api.gateway.db, VENLO, "duinstreek")
    client = await venlo.register()
    asked = {
        "clientId": client,
        "aanbieder": "99990001",
        "product": {"categorie": "02", "code": "02D01"},
        "ingangsdatum": "2026-03-01",
        "einddatum": "2027-02-28",
        "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
    }
    refused = problem(await venlo.http.post("/v1/toewijzingen", json=asked), 409, "beleid-blokkade")
    assert {each["code"]: each["source"] for each in refused["bevindingen"]}["NL-501"].startswith(
        "Verordening Duinstreek 2026"
    )
    shown = (await venlo.http.get("/v1/beleid", params={"op": "2026-03-01"})).json()
    assert (shown["regio"], len(shown["stapeling"])) == ("duinstreek", 10)
