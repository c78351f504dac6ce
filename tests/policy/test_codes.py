"""A check is found by its file: with an entry in the policy it is judged, and without one the policy is refused."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import gateway.policy
from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes, check_modules, codes_with_term
from gateway.policy.engine import decision_checks
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import load_region
from gateway.policy.model import Policy
from gateway.policy.report import report_checks
from gateway.policy.table import cards, markdown
from gateway.policy.watch import date_checks
from gateway.policy.watch_file import WatchFile
from tests.support.policy.decisions import care, findings, new
from tests.support.policy.reports import reported, start
from tests.support.policy.watched import find_signals

TEXT = (Path(gateway.policy.__file__).with_name("data") / "noord-limburg" / "2024-01-01.toml").read_text("utf-8")
ENTRY = '\n[toetsen.NL-999]\ngevolg = "signaal"\nbron = "Proef"\n'
TERM = '\n[bewaking.NL-999]\nsegmenten = []\ntermijn = 4\nbron = "Proef"\n'
CARD = """
from gateway.policy.card import Card, Objection
from gateway.policy.watch_file import Signal

card = Card(code="NL-999", subject="proef", statement="Dit is waar.", remedy="Doe iets.", has_term={has_term})
"""
DECISION_CHECK = """
def check(decision, care_file, policy):
    yield Objection(text=f"{decision.care.code} is een proef.", path="product/code")
"""
REPORT_CHECK = """
def check(report, care_file, policy):
    yield Objection(text=f"{report.begindatum} is een proef.", path="Begindatum")
"""
DATE_CHECK = """
def check(watch_file, policy_on, today):
    for care in watch_file.care:
        weeks = policy_on(care.ingangsdatum).bewaking["NL-999"].termijn
        yield Signal(code="NL-999", sleutel="1", uiterlijk=today, text=f"{weeks} weken.", bron="", aanbieder="")
"""

AddCheck = Callable[..., None]


def forget() -> None:
    for each in (check_codes, check_modules, codes_with_term, decision_checks, report_checks, date_checks, cards):
        each.cache_clear()


@pytest.fixture
def add_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddCheck]:
    """Add nl999.py to the checks of a kind, for the length of the test."""

    def add(kind: str, source: str, *, has_term: bool = False) -> None:
        (tmp_path / "nl999.py").write_text(CARD.format(has_term=has_term) + source)
        package = import_module(f"gateway.policy.checks.{kind}")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
        monkeypatch.setattr(package, "nl999", None, raising=False)
        forget()

    yield add
    for kind in (DECISIONS, REPORTS, DATES):
        sys.modules.pop(f"gateway.policy.checks.{kind}.nl999", None)
    monkeypatch.undo()
    forget()


def policy_with(folder: Path, *entries: str) -> Policy:
    """Return the policy of Noord-Limburg with these entries, loaded as another region."""
    (folder / "proefland").mkdir()
    (folder / "proefland" / "2024-01-01.toml").write_text(TEXT + "".join(entries), "utf-8")
    return load_region("proefland", folder).versions[0]


def test_a_new_check_on_decisions_is_judged_and_listed(tmp_path: Path, add_check: AddCheck) -> None:
    add_check(DECISIONS, DECISION_CHECK)
    by_policy = policy_with(tmp_path, ENTRY)
    (found,) = [each for each in findings(new("02A02"), by_policy=by_policy) if each.code == "NL-999"]
    assert (found.explanation, found.remedy, found.source) == ("02A02 is een proef.", "Doe iets.", "Proef")
    assert "| NL-999 | proef | Dit is waar. | signaal |  | Proef |" in markdown(by_policy)


def test_a_new_check_on_reports_is_judged(tmp_path: Path, add_check: AddCheck) -> None:
    add_check(REPORTS, REPORT_CHECK)
    assigned = care("02A02", "2026-01-01", "2026-12-31")
    found = reported(start(assigned, "2026-01-05"), assigned, by_policy=policy_with(tmp_path, ENTRY))
    assert [(each.code, each.explanation) for each in found] == [("NL-999", "2026-01-05 is een proef.")]


def test_a_new_check_on_dates_is_judged_by_its_term(tmp_path: Path, add_check: AddCheck) -> None:
    add_check(DATES, DATE_CHECK, has_term=True)
    by_policy = policy_with(tmp_path, ENTRY, TERM)
    watch_file = WatchFile(care=(care("02A02", "2026-01-01"),))
    found = find_signals(watch_file, lambda day: by_policy, date(2026, 1, 5))
    assert [each.text for each in found if each.code == "NL-999"] == ["4 weken."]


@pytest.mark.parametrize(("has_term", "entries"), [(False, []), (True, [ENTRY])])
def test_a_policy_without_an_entry_for_a_check_is_refused(
    tmp_path: Path, add_check: AddCheck, has_term: bool, entries: list[str]
) -> None:
    add_check(DECISIONS, DECISION_CHECK, has_term=has_term)
    with pytest.raises(PolicyError, match="NL-999 ontbreekt"):
        policy_with(tmp_path, *entries)


@pytest.mark.parametrize("kind", [DECISIONS, REPORTS, DATES])
def test_a_module_has_the_card_of_its_file(kind: str) -> None:
    modules = check_modules(kind)
    assert [each.card.code for each in modules] == sorted(check_codes(kind))
    for each in modules:
        assert each.__name__.endswith(each.card.code.lower().replace("-", ""))


def test_a_term_is_about_reports_and_dates() -> None:
    assert codes_with_term() <= check_codes(REPORTS) | check_codes(DATES)
