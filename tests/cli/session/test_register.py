"""The changes of a register are told line by line, and counted."""

from dataclasses import replace

import pytest

from gateway.cli.session.register import show_changes
from gateway.exchange.assigning.registers.comparison import compare
from tests.support.policy.tariffs import ALL, OWN


@pytest.mark.parametrize(("proef", "done"), [(True, "proef, er is niets gewijzigd"), (False, "geladen")])
def test_each_change_is_a_line(capsys: pytest.CaptureFixture[str], proef: bool, done: str) -> None:
    changes = compare([ALL], [replace(ALL, bedrag=1), OWN])
    show_changes("0983", changes, lambda each: str(each.bedrag), proef=proef)
    told = capsys.readouterr()
    assert told.out == f"nieuw      {OWN.bedrag}\ngewijzigd  {ALL.bedrag} -> 1\n"
    assert told.err == f"0983: 1 nieuw, 1 gewijzigd, 0 eindigend, 0 vervallen, 0 ongewijzigd; {done}\n"
