"""What a decision made, and what it would make, as the municipality sees it."""

from dataclasses import replace
from datetime import date, time

import pytest

from gateway.api.shapes.besluiten import EindeShape, RedenEinde, RegelShape
from gateway.exchange.assigning.end_all import REASONS_TO_END, Ending
from gateway.exchange.assigning.next_message import Line
from gateway.messages.terms import AssignmentTerms
from gateway.store.care.toewijzingen import AssignmentVersion

TERMS = AssignmentTerms(
    categorie="02",
    code="02A02",
    ingangsdatum=date(2026, 1, 1),
    einddatum=date(2026, 6, 30),
    volume=None,
    eenheid=None,
    frequentie=None,
    budget=None,
    commentaar=None,
    referentie_aanbieder=None,
)
BEFORE = AssignmentVersion(nummer=7, versie=1, toewijzingsdatum=date(2026, 1, 1), toewijzingstijd=time(9), terms=TERMS)


def test_a_line_tells_what_was_and_what_is() -> None:
    now = replace(BEFORE, versie=2, terms=replace(TERMS, einddatum=None), reden_wijziging="04")
    shown = RegelShape.of(Line(7, now, BEFORE, "gewijzigd"))
    assert (shown.staat_erin, shown.einddatum, shown.was_einddatum) == (True, None, date(2026, 6, 30))
    assert (shown.gewijzigd, shown.omvang) == (["einddatum"], None)
    gone = RegelShape.of(Line(7, None, BEFORE, "staat er niet meer in"))
    assert (gone.staat_erin, gone.einddatum, gone.gewijzigd) == (False, date(2026, 6, 30), [])


@pytest.mark.parametrize(("stopped", "remains"), [(None, False), (date(2026, 7, 9), True)])
def test_an_ending_tells_what_remains_for_a_person(stopped: date | None, remains: bool) -> None:
    last = date(2026, 6, 30)
    shown = EindeShape.of(Ending(7, "99990001", "02A02", last, False, last, stopped))
    assert shown.gedaan == "beeindigd"
    assert (shown.nog_te_doen is not None) is remains


def test_the_reasons_to_end_are_those_of_the_use_case() -> None:
    assert tuple(RedenEinde) == REASONS_TO_END
