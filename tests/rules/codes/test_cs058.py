"""CS058: StatusAanlevering is 1 or 3."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo305, wmo307


@pytest.mark.parametrize("make", [wmo305, wmo307])
@pytest.mark.parametrize("status", ["1", "3"])
def test_passes_a_first_delivery_and_a_removal(make, status):
    assert finds("CS058", make(status_aanlevering=status)) == []


@pytest.mark.parametrize("status", ["2", "9"])
@pytest.mark.parametrize(("make", "part"), [(wmo305, "Start"), (wmo307, "Stop")])
def test_fails_a_change_and_no_change(make, part, status):
    finding = the_only("CS058", make(status_aanlevering=status))
    assert finding.path == f"/Bericht/Client/{part}Producten/{part}Product/StatusAanlevering"
    assert f"StatusAanlevering {status} (" in finding.explanation
