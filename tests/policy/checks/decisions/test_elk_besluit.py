"""What holds of every check on a decision, whatever the decision and the dossier are."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care_file import Dossier
from gateway.policy.engine import blokkades, toets
from tests.support.policy.decision_strategies import besluiten, dossiers, verkortingen, verwijderd, wijzigingen
from tests.support.policy.decisions import beleid

TEKST_OP = st.sampled_from(["2022-01-01", "2024-01-01"])
WEL_BIJ_VERKORTEN = {"NL-302", "NL-403", "NL-603"}
"""Whole months, the least of them, and what is left without a carrier or a base."""


@given(besluiten(), dossiers(), TEKST_OP)
def test_a_finding_names_no_assignment_but_those_of_the_dossier_and_no_value_that_is_not_there(besluit, dossier, op):
    nummers = {each.nummer for each in dossier.zorg}
    for gevonden in toets(besluit, dossier, beleid(op)):
        assert set(gevonden.betreft) <= nummers
        assert "None" not in " ".join((gevonden.explanation, *gevonden.values.values()))


@given(verkortingen(), dossiers(), TEKST_OP)
def test_shortening_is_stopped_by_little(besluit, dossier, op):
    assert {each.code for each in blokkades(toets(besluit, dossier, beleid(op)))} <= WEL_BIJ_VERKORTEN


@given(wijzigingen(), dossiers(), TEKST_OP)
def test_a_removal_is_looked_at_by_one_check_only_and_what_stays_as_it_is_by_none(besluit, dossier, op):
    assert {each.code for each in toets(verwijderd(besluit), dossier, beleid(op))} <= {"NL-603"}
    zelfde = replace(besluit, zorg=besluit.was)
    assert toets(zelfde, dossier, beleid(op)) == ()


@given(besluiten(), dossiers(), TEKST_OP)
def test_the_order_of_the_dossier_makes_no_difference(besluit, dossier, op):
    def kort(bevindingen):
        return sorted((each.code, sorted(each.betreft)) for each in bevindingen)

    andersom = Dossier(zorg=dossier.zorg[::-1], contracten=dossier.contracten and dossier.contracten[::-1])
    assert kort(toets(besluit, dossier, beleid(op))) == kort(toets(besluit, andersom, beleid(op)))
