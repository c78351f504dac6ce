"""A body that is no decision is told where and why."""

from typing import Any

import pytest

from tests.support.api.parties import Caller, problem
from tests.support.exchange.combined import decide


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], "delen heeft te weinig delen"),
        ([{"soort": "stoppen"}], "mogelijk is 'toekennen', 'wijzigen'"),
        ([{"ingangsdatum": "2024-01-01"}], "heeft geen 'soort'"),
        ([{"soort": "wijzigen", "toewijzingNummer": "7"}], "toewijzingNummer moet een geheel getal zijn"),
        ([{"soort": "toekennen", "ingangsdatum": "2024-02-30"}], "ingangsdatum moet een datum zijn"),
    ],
    ids=["none", "unknown", "without kind", "number as text", "no such day"],
)
async def test_a_body_that_is_no_decision_is_told_where(venlo: Caller, parts: list[dict[str, Any]], told: str) -> None:
    jo = await venlo.register()
    assert told in problem(await decide(venlo, jo, *parts), 400)["detail"]
