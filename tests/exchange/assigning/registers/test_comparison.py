"""Each entry of a register is new, changed, ended, gone or the same."""

from dataclasses import replace
from datetime import date

from gateway.exchange.assigning.registers.comparison import compare
from tests.support.policy.tariffs import ALL, OWN


def test_each_tariff_is_new_changed_ended_gone_or_the_same() -> None:
    shorter = replace(ALL, tot=date(2026, 6, 30))
    assert compare([ALL], [shorter, OWN]).counts() == {
        **dict.fromkeys(("nieuw", "eindigend"), 1),
        **dict.fromkeys(("gewijzigd", "vervallen", "ongewijzigd"), 0),
    }
    changes = compare([ALL, OWN], [replace(ALL, bedrag=1)])
    assert (changes.gewijzigd, changes.vervallen) == (((ALL, replace(ALL, bedrag=1)),), (OWN,))
    assert compare([ALL], [replace(ALL, tot=None)]).gewijzigd
    assert compare([ALL, OWN], [OWN, ALL]).ongewijzigd == 2
