"""CD080: without a Code there is no Omvang, for what runs after 2020."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301

ASPECIFIC = Product(categorie="02")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"product": ASPECIFIC, "omvang": None},
        {"product": ASPECIFIC, "ingangsdatum": "2020-01-01", "einddatum": "2020-12-31"},
        {"product": None, "ingangsdatum": "2019-01-01", "einddatum": "2019-12-31"},
    ],
    ids=["code", "no omvang", "ended on the last day", "ended before"],
)
def test_passes_a_code_or_no_omvang_or_an_old_assignment(changes):
    assert finds("CD080", wmo301(**changes)) == []


@pytest.mark.parametrize("product", [ASPECIFIC, None], ids=["no code", "no product"])
@pytest.mark.parametrize("einddatum", ["2021-01-01", "2024-12-31", None])
def test_fails_an_omvang_without_code(product, einddatum):
    message = wmo301(product=product, ingangsdatum="2020-01-01", einddatum=einddatum)
    finding = the_only("CD080", message)
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang"
    end = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Einddatum"
    assert finding.also_at == (() if einddatum is None else (end,))
