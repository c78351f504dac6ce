"""Ranges of days, against the days themselves."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from gateway.policy.care.days import aaneen, nieuwe_dagen, samen, zonder
from gateway.policy.care_file import Besluit, Zorg

EERSTE = date.max - timedelta(days=15)
DAG = st.integers(0, 15).map(lambda n: EERSTE + timedelta(days=n))
REEKS = st.tuples(DAG, DAG)
REEKSEN = st.lists(REEKS, max_size=5)


def dagen(*reeksen):
    """Every day of them, by its distance to the first that occurs."""
    return {n for begin, eind in reeksen for n in range((begin - EERSTE).days, (eind - EERSTE).days + 1)}


def los(reeksen):
    """True when they are in order and between any two there is a day that is in neither."""
    return all(begin <= eind for begin, eind in reeksen) and all(
        eind < date.max and eind + timedelta(days=1) < begin for (_, eind), (begin, _) in pairwise(reeksen)
    )


@given(REEKSEN)
def test_put_together_they_are_the_same_days(reeksen):
    assert dagen(*aaneen(reeksen)) == dagen(*reeksen)
    assert los(aaneen(reeksen))


@given(REEKS, REEKSEN)
@example((EERSTE, date.max), [(EERSTE, date.max)])
@example((date.max, date.max), [])
def test_what_is_in_others_and_what_is_not_make_the_whole(reeks, reeksen):
    in_andere, erbuiten = samen(reeks, reeksen), zonder(reeks, reeksen)
    assert dagen(*in_andere) == dagen(reeks) & dagen(*reeksen)
    assert dagen(*erbuiten) == dagen(reeks) - dagen(*reeksen)
    assert los(in_andere)
    assert los(erbuiten)


def test_all_days_there_are_can_be_added_and_taken_away():
    alles = (date.min, date.max)
    assert zonder(alles, []) == aaneen([alles, alles]) == [alles]
    assert zonder(alles, [alles]) == []
    assert zonder(alles, [(date.min, date.min), (date.max, date.max)]) == [
        (date.min + timedelta(days=1), date.max - timedelta(days=1))
    ]


ZORG = st.builds(
    Zorg,
    nummer=st.just(1),
    aanbieder=st.sampled_from(["1", "2"]),
    categorie=st.sampled_from(["02", "10"]),
    code=st.sampled_from(["02A02", None]),
    ingangsdatum=DAG,
    einddatum=st.none() | DAG,
    besloten_op=DAG,
    gestopt_op=st.none() | DAG,
)


@given(ZORG, st.none() | ZORG, st.booleans())
def test_a_decision_adds_the_days_that_its_assignment_did_not_have(zorg, was, verwijderd):
    besluit = Besluit(gemeente="0983", beslisdag=EERSTE, zorg=zorg, was=was, verwijderd=verwijderd)
    verwacht = set() if verwijderd else dagen((zorg.ingangsdatum, zorg.laatste_dag))
    if was is not None and (zorg.code, zorg.categorie, zorg.aanbieder) == (was.code, was.categorie, was.aanbieder):
        verwacht -= dagen((was.ingangsdatum, was.laatste_dag))
    assert dagen(*nieuwe_dagen(besluit)) == verwacht
    assert los(list(nieuwe_dagen(besluit)))
