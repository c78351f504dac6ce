"""The matrix of stapeling over starts, over HTTP: both were assigned before the municipality chose the policy."""

from typing import Any

import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, ZORG, Caller, start
from tests.support.messages.messages import start_product
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import choose_policy, request_for
from tests.support.policy.decisions import policy
from tests.support.policy.matrix import SEGMENTS, TABLE, about_carriers, expected, producten

OTHER, MINE = ("2024-01-01", "2024-02-10"), ("2024-03-01", "2024-12-31")
BEGINS = (("2024-02-20", False), ("2024-02-11", False), ("2024-02-10", True))
"""Days on which the judged care is reported to begin, each a correction of the one before: far, touching, one day."""


def about(nummer: int, code: str, ingangsdatum: str) -> dict[str, Any]:
    """Return what a start says of its assignment."""
    product = Product(categorie=code[:2], code=code)
    return {"toewijzing_nummer": str(nummer), "product": product, "toewijzing_ingangsdatum": ingangsdatum}


@pytest.mark.parametrize("row", SEGMENTS)
async def test_a_start_signals_as_a_decision_would_have(api: Api, venlo: Caller, row: str) -> None:
    """The judged care was assigned from a later day than those on which it is reported to begin."""
    zorg, thuis = await api.caller(ZORG), await api.caller(THUIS)
    by_policy = policy("2024-01-01")
    one = producten(by_policy, row)[0]
    assigned = []
    for bsn, column in zip(bsns(len(SEGMENTS)), SEGMENTS, strict=True):
        other = producten(by_policy, column)[0]
        client = await venlo.register(bsn)
        beside = await venlo.assign(**request_for(client, other.code, *OTHER, aanbieder=THUIS))
        mine = await venlo.assign(**request_for(client, one.code, *MINE))
        fields = about(beside["toewijzingNummer"], other.code, OTHER[0])
        begun = start_product(**fields, begindatum=OTHER[0])
        await thuis.submit(start(1, f"B{bsn}", bsn=bsn, afzender=THUIS, start_producten=(begun,)))
        assigned.append((bsn, mine["toewijzingNummer"], column, other))
    await choose_policy(api.gateway)
    for bsn, nummer, column, other in assigned:
        cell, wrong = TABLE[row, column], ()
        for on, together in BEGINS:
            begun = start_product(**about(nummer, one.code, MINE[0]), begindatum=on)
            receipt = await zorg.submit(start(1, f"{on[5:]}-{bsn[-4:]}", bsn=bsn, start_producten=(*wrong, begun)))
            assert receipt["oordeel"] == "goedgekeurd", (column, on)
            found = [each["code"] for each in (await venlo.report(receipt["berichtId"]))["bevindingen"]]
            stacked = expected(cell, one, other, elsewhere=True) if together else []
            carriers = ["NL-203"] if one.soort == "vervoer" else []
            if together:
                carriers = about_carriers(cell, one, other, elsewhere=True, carried=False)
            assert (found.count("NL-706"), found.count("NL-707")) == (len(stacked), len(carriers)), (column, on)
            wrong = (start_product(**about(nummer, one.code, MINE[0]), begindatum=on, status_aanlevering="3"),)
