"""Codes of refusals and overrides come out of the vault as they went in."""

from collections import Counter

import pytest

from gateway.store.insight.encrypted import count_overrides, count_refusals_by_code
from tests.store.insight.conftest import Poured
from tests.store.insight.test_care import scope, terms
from tests.support.insight.brute_force import AMSTERDAM, segment_of
from tests.support.insight.region import PROVIDERS

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.no_cover
async def test_refusals_by_code(poured: Poured) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for each in poured.region.messages:
        ours = each.forward is None
        asked = each if each.forward is None else poured.region.messages[each.forward]
        if asked.op.astimezone(AMSTERDAM).year == 2024 and each.richting == "in":
            for code in each.codes:
                wanted[f"afkeur-{'gemeente' if ours else 'aanbieder'}", each.gemeente, "", each.aanbieder, code] += 1
    async with poured.db.snapshot() as tx:
        assert await count_refusals_by_code(tx, scope(2024)) == wanted
        one = await count_refusals_by_code(tx, scope(2024, "0983", aanbieder=PROVIDERS[0]))
    assert one == {key: n for key, n in wanted.items() if (key[1], key[3]) == ("0983", PROVIDERS[0])}
    assert one


@pytest.mark.no_cover
async def test_overrides_by_check_and_by_consulent(poured: Poured) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for each in poured.region.care:
        for version in each.versions:
            if version.overrule is not None and version.toewijzingsdatum.year == 2024 and not version.verwijderd:
                place = "overrules", each.gemeente, segment_of(version.code), each.aanbieder
                wanted[*place, f"consulent {version.overrule['consulent']}"] += 1
                for finding in version.overrule["bevindingen"]:
                    wanted[*place, finding["code"]] += 1
    async with poured.db.snapshot() as tx:
        assert await count_overrides(tx, scope(2024), terms()) == wanted
    assert wanted
