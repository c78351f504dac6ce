"""The changes of a register keep what each entry was and will be, and how the file was read."""

from dataclasses import replace
from datetime import date

from gateway.api.routes.assigning.tarieven import Tariefwijzigingen
from gateway.exchange.assigning.registers.comparison import compare
from gateway.exchange.assigning.registers.register_csv import RegisterFile
from tests.support.policy.tariffs import ALL, OWN


def test_each_kind_of_change_has_its_place() -> None:
    gone, ended = replace(ALL, code="10B02"), replace(OWN, tot=date(2026, 9, 30))
    changes = compare([ALL, OWN, gone], [replace(ALL, bedrag=1), ended, replace(ALL, code="10B03")])
    shown = Tariefwijzigingen.of(changes, RegisterFile((), "UTF-8", ";"))
    assert [(each.was.bedrag, each.wordt.bedrag) for each in shown.gewijzigd] == [(240_000, 1)]
    assert [(each.was.tot, each.wordt.tot) for each in shown.eindigend] == [(OWN.tot, ended.tot)]
    assert ([each.code for each in shown.nieuw], [each.code for each in shown.vervallen]) == (["10B03"], ["10B02"])
    assert (shown.ongewijzigd, shown.tekenset, shown.scheiding) == (0, "UTF-8", ";")
