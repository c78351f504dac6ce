"""What would be allowed instead: what the checks themselves say of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.alternatives import ruimte
from gateway.policy.care_file import Dossier
from gateway.policy.engine import blokkades, toets
from gateway.policy.loading.regions import Regio, regio
from tests.support.examples import keer
from tests.support.policy.decision_strategies import DAGEN, dossiers, nieuwe, wijzigingen
from tests.support.policy.decisions import ELDERS, contract, dag, gewijzigd, nieuw, zorg

HIER = regio("noord-limburg")
VERVOER = ["08V02", "08V03", "08V04"]
TRAJECT_1B = zorg("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=dag("2026-01-05"))


def ruim(besluit, *naast, contracten=None):
    return ruimte(besluit, Dossier(zorg=naast, contracten=contracten), HIER)


def codes(besluit, *naast, **anders):
    return {each.code for each in ruim(besluit, *naast, **anders).producten}


def meerwerk(begin="2026-09-01", eind="2026-12-31", **anders):
    return nieuw("10M01", begin, eind, beslisdag=dag("2026-05-01"), **anders)


def test_another_product_may_stand_where_the_asked_one_may_not():
    loopt = zorg("10B02", "2026-01-01", "2026-12-31", nummer=4)
    gevraagd = nieuw("02A02", "2026-03-01", "2026-08-31")
    assert codes(gevraagd, loopt) == {"01B04", "04A01", *VERVOER}
    assert codes(gevraagd) == {"02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01"}


def test_extra_work_is_named_when_only_its_ground_is_missing():
    (gevonden,) = [each for each in ruim(meerwerk(), TRAJECT_1B).producten if each.code == "10M01"]
    assert gevonden.grond_nodig
    assert gevonden.naam == "Begeleiding 1B, meerwerk"
    assert "10M01" not in codes(meerwerk(eind="2027-01-31"), TRAJECT_1B)


def test_a_product_comes_with_what_to_look_at():
    logeren = zorg("04A01", "2026-01-01", nummer=8)
    producten = {each.code: each for each in ruim(nieuw("07A02", "2026-01-01", "2026-06-30"), logeren).producten}
    assert {each.code for each in producten["07A02"].signalen} == {"NL-202"}
    assert producten["10B02"].signalen == ()


def test_instead_of_a_stretch_a_new_assignment_on_the_added_days_by_the_text_of_those_days():
    was = zorg("02M02", "2023-09-01", "2024-02-29", nummer=3)
    langer = zorg("02M02", "2023-09-01", "2024-05-31", nummer=3)
    traject = zorg("02A02", "2022-09-01", "2023-08-31", nummer=1)
    gevonden = ruim(gewijzigd(was, langer, beslisdag=dag("2024-02-01")), traject)
    assert "02C02" in {each.code for each in gevonden.producten}
    assert "02M02" not in {each.code for each in gevonden.producten}
    assert (gevonden.einddatum, gevonden.open_einde, gevonden.maanden) == (dag("2024-02-29"), False, None)


def test_instead_of_a_stretch_what_may_follow_the_assignment_itself():
    was = zorg("02A02", "2025-01-01", "2025-12-31", nummer=1)
    langer = gewijzigd(was, zorg("02A02", "2025-01-01", "2026-03-31", nummer=1), beslisdag=dag("2025-11-01"))
    mogelijk = {each.code for each in ruim(langer).producten}
    assert "02C02" in mogelijk
    assert "07C02" not in mogelijk
    assert "02A02" not in mogelijk


@pytest.mark.parametrize(
    ("besluit", "naast", "einddatum", "open_einde"),
    [
        (nieuw("10A06"), [], date.max, True),
        (nieuw("10A06", budget=5), [], date.max, False),
        (nieuw("10B01", eind="2027-06-30"), [], dag("2026-12-31"), False),
        (nieuw("10B02"), [zorg("10A06", "2026-05-15")], dag("2026-05-14"), False),
        (nieuw("08V03"), [zorg("10A06", "2025-01-01", "2026-09-30")], dag("2026-09-30"), False),
        (nieuw("10B02"), [zorg("10A06", "2025-01-01")], None, False),
        (
            nieuw("02C02", "2026-01-31"),
            [zorg("02A02", "2025-01-01", "2026-01-30"), zorg("10B02", "2026-03-01")],
            dag("2026-02-28"),
            False,
        ),
        (
            nieuw("02C02"),
            [zorg("02A02", "2025-01-01", "2025-12-31"), zorg("10B02", "2026-03-15")],
            dag("2026-02-28"),
            False,
        ),
        (nieuw("02C02"), [zorg("02A02", "2025-01-01", "2025-12-31"), zorg("10B02", "2026-01-15")], None, False),
    ],
    ids=[
        "open",
        "budget",
        "1B",
        "before another",
        "with its carrier",
        "forbidden",
        "end of a short month",
        "whole months",
        "no whole month",
    ],
)
def test_the_latest_last_day(besluit, naast, einddatum, open_einde):
    gevonden = ruim(besluit, *naast)
    assert (gevonden.einddatum, gevonden.open_einde) == (einddatum, open_einde)


def test_the_latest_last_day_of_a_contract():
    gevonden = ruim(nieuw("10B02"), contracten=(contract("2A", tot="2026-10-31"),))
    assert (gevonden.einddatum, gevonden.open_einde) == (dag("2026-10-31"), True)


@pytest.mark.parametrize(
    ("besluit", "naast", "maanden"),
    [
        (meerwerk(), [TRAJECT_1B], 4),
        (meerwerk(), [TRAJECT_1B, zorg("10B02", "2026-11-15")], 2),
        (meerwerk(), [], 0),
        (nieuw("02C02", "2026-01-31"), [zorg("02A02", "2025-01-01", "2026-01-30")], 12),
        (nieuw("02A02"), [], None),
        (nieuw("02M02"), [], None),
    ],
    ids=["all", "up to other care", "none", "from the last of a month", "traject", "extra work without a most"],
)
def test_the_months_there_may_be(besluit, naast, maanden):
    assert ruim(besluit, *naast).maanden == maanden


def test_the_months_left_of_an_extension_that_runs():
    was = zorg("02C02", "2026-01-01", "2026-05-31", nummer=2)
    langer = zorg("02C02", "2026-01-01", "2026-12-31", nummer=2)
    traject = zorg("02A02", "2025-01-01", "2025-12-31", nummer=1)
    besluit = gewijzigd(was, langer, beslisdag=dag("2026-05-01"))
    assert (ruim(besluit, traject).einddatum, ruim(besluit, traject).maanden) == (dag("2026-12-31"), 7)
    te_laat = replace(besluit, beslisdag=dag("2026-06-01"))
    assert (ruim(te_laat, traject).einddatum, ruim(te_laat, traject).maanden) == (dag("2026-05-31"), 0)


def test_care_that_stopped_keeps_its_last_day_and_an_open_end_stays_open():
    gestopt = zorg("10B02", "2026-01-01", "2026-12-31", gestopt_op=dag("2026-06-30"))
    assert ruim(gewijzigd(gestopt, replace(gestopt, einddatum=dag("2027-12-31")))).einddatum == dag("2026-12-31")
    open_eind = zorg("10A06", "2026-01-01")
    gevonden = ruim(gewijzigd(open_eind, zorg("10A06", "2026-01-01", "2026-12-31")))
    assert (gevonden.einddatum, gevonden.open_einde, gevonden.producten) == (date.max, True, ())


def test_a_removal_leaves_nothing_to_allow_and_before_the_first_text_there_is_no_policy():
    was = zorg("10A06", "2026-01-01")
    assert ruim(gewijzigd(was, was, verwijderd=True)).einddatum is None
    gevonden = ruim(nieuw("10A06", "2021-12-31"))
    assert (gevonden.producten, gevonden.einddatum, gevonden.open_einde) == ((), date.max, True)
    later = Regio("later", tuple(replace(each, geldig_vanaf=dag("2026-06-01")) for each in HIER.versies[-1:]))
    kort = gewijzigd(zorg("10A06", "2026-05-01", "2026-05-10"), zorg("10A06", "2026-05-01", "2026-05-20"))
    assert ruimte(kort, Dossier(), later).producten == ()


def mag(besluit, eind, dossier):
    poging = replace(besluit, zorg=replace(besluit.zorg, einddatum=eind), grond="levensgebeurtenis")
    return not blokkades(toets(poging, dossier, HIER.op(besluit.zorg.ingangsdatum)))


@settings(max_examples=keer(1))
@given(nieuwe(DAGEN) | wijzigingen(DAGEN), dossiers(DAGEN), st.lists(st.integers(1, 800), min_size=20, max_size=20))
def test_the_latest_last_day_is_allowed_and_no_later_one_is(besluit, dossier, later):
    begin, was = besluit.zorg.ingangsdatum, besluit.was
    if was is None:
        besluit = replace(besluit, zorg=replace(besluit.zorg, gestopt_op=None))
    einde = ruimte(besluit, dossier, HIER).einddatum
    assert einde is None or mag(besluit, min(einde, date(9999, 12, 30)), dossier)
    if einde == date.max or (was is not None and (was.einddatum is None or was.gestopt_op is not None)):
        return
    vanaf = max(begin - timedelta(1) if was is None else was.einddatum, einde or date.min)
    assert not any(mag(besluit, vanaf + timedelta(n), dossier) for n in (*later, *range(1, 35)))


@settings(max_examples=keer(0.5))
@given(nieuwe(DAGEN), dossiers(DAGEN))
def test_a_product_is_named_just_when_the_checks_let_it_pass(besluit, dossier):
    genoemd = {each.code for each in ruimte(besluit, dossier, HIER).producten}
    hier = HIER.op(besluit.zorg.ingangsdatum)
    if besluit.zorg.laatste_dag < besluit.zorg.ingangsdatum:
        assert genoemd == set()
        return
    for code in hier.producten:
        anders = replace(besluit.zorg, code=code, categorie=code[:2], gestart_op=None, gestopt_op=None)
        eind = None if besluit.zorg.laatste_dag == date.max else besluit.zorg.laatste_dag
        anders = replace(anders, einddatum=eind)
        poging = replace(besluit, zorg=anders, grond="levensgebeurtenis")
        assert (code in genoemd) is (not blokkades(toets(poging, dossier, hier)))


def test_a_carrier_of_another_provider_carries_no_vervoer_here():
    assert not codes(nieuw("08V03"), zorg("10A06", "2025-01-01", aanbieder=ELDERS)) & set(VERVOER)
