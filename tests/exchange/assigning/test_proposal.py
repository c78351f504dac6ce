"""A decision as its findings advise; tests/e2e/test_proposals.py sends proposals back over HTTP."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.decide import ChangeOf, Item, ProviderItems
from gateway.exchange.assigning.proposal import propose
from gateway.exchange.assigning.versions import NewAssignment
from gateway.messages.terms import AssignmentTerms
from gateway.standard.findings import Finding, Proposal, Severity
from gateway.store.care.toewijzingen import DecisionRecord

LAST = date(2026, 12, 31)
TERMS = AssignmentTerms(
    categorie="02",
    code="02A02",
    ingangsdatum=date(2026, 7, 1),
    einddatum=LAST,
    volume=None,
    eenheid=None,
    frequentie=None,
    budget=None,
    commentaar=None,
    referentie_aanbieder="REF-1",
)
NEW = NewAssignment(
    client=UUID(int=1), aanbieder="99990001", terms=TERMS, record=DecisionRecord(beslist_door="A. Proef")
)
OTHER = ChangeOf(7, Change(remove=True))


def advice(proposal: Proposal | None) -> Finding:
    return Finding(
        code="OP380", level=5, severity=Severity.SIGNAAL, path="ingangsdatum", explanation="Proef.", proposal=proposal
    )


def proposed(*parts: tuple[Item, Proposal | None]) -> list[Item] | None:
    decided = ProviderItems("99990001", [item for item, _ in parts])
    found = propose(decided, [[advice(None), advice(each)] for _, each in parts])
    return None if found is None else list(found.items)


def test_without_advice_there_is_no_proposal() -> None:
    assert proposed((NEW, None), (OTHER, None)) is None


def test_a_stretch_takes_the_facts_of_the_decision_along() -> None:
    stretch = Proposal(stretch=9, einddatum=LAST)
    change = Change(einddatum=LAST, record=DecisionRecord(beslist_door="A. Proef"))
    assert proposed((NEW, stretch), (OTHER, None)) == [ChangeOf(9, change), OTHER]
    with_budget = Change(einddatum=LAST, budget=200, reden_wijziging="04", record=change.record)
    assert proposed((NEW, replace(stretch, budget=200))) == [ChangeOf(9, with_budget)]


def test_the_later_end_holds_when_a_part_already_changes_the_assignment() -> None:
    shorter = ChangeOf(9, Change(einddatum=date(2026, 6, 30), volume=3))
    stretch = Proposal(stretch=9, open_ended=True)
    for parts in ([(shorter, None), (NEW, stretch)], [(NEW, stretch), (shorter, None)]):
        assert proposed(*parts) == [ChangeOf(9, Change(open_ended=True, volume=3, record=NEW.record))]


def test_two_that_would_stretch_one_assignment_make_one_part() -> None:
    parts = [(NEW, Proposal(stretch=9, einddatum=day)) for day in (date(2026, 9, 30), LAST)]
    assert proposed(*parts) == [ChangeOf(9, Change(einddatum=LAST, record=NEW.record))]


def test_the_narrowest_period_holds_and_a_reference_goes() -> None:
    decided = ProviderItems("99990001", [NEW])
    advised = (
        Proposal(ingangsdatum=date(2026, 8, 1)),
        Proposal(ingangsdatum=date(2026, 9, 1)),
        Proposal(einddatum=date(2026, 11, 30)),
        Proposal(without_reference=True),
    )
    found = propose(decided, [[advice(each) for each in advised]])
    assert found is not None
    [item] = found.items
    assert isinstance(item, NewAssignment)
    period = {"ingangsdatum": date(2026, 9, 1), "einddatum": date(2026, 11, 30)}
    assert item == replace(NEW, terms=replace(TERMS, **period, referentie_aanbieder=None))


def test_of_a_change_only_the_end_moves() -> None:
    asked = ChangeOf(7, Change(open_ended=True, budget=5))
    assert proposed((asked, Proposal(einddatum=LAST))) == [ChangeOf(7, Change(einddatum=LAST, budget=5))]
    assert proposed((asked, Proposal(without_reference=True))) is None
