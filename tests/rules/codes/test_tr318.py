"""TR318: claims follow each other month by month."""

from datetime import date

import pytest

from tests.rules.claim_files import claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323


@pytest.mark.parametrize("latest", [None, date(2024, 2, 1), date(2024, 1, 1), date(2023, 6, 1)])
def test_passes_the_first_claim_the_same_month_again_and_any_later_one(latest):
    assert finds("TR318", wmo323(), claimed(latest_period=latest)) == []


def test_fails_a_month_before_the_latest():
    finding = the_only("TR318", wmo323(), claimed(latest_period=date(2024, 3, 1)))
    assert finding.retourcode == "8214"
    assert finding.class_path == "/Bericht/Declaratie"
