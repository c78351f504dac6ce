"""How a check names an assignment and days."""

from datetime import date

import pytest

from gateway.policy.care_file import Zorg
from gateway.policy.words import noem, noem_met_aanbieder, opsomming, periode, perioden, zin

DAG = date(2026, 1, 1)


def zorg(**anders):
    velden = {"nummer": 4711, "aanbieder": "12345678", "categorie": "02", "code": "02A02", "besloten_op": DAG}
    return Zorg(**{**velden, "ingangsdatum": DAG, "einddatum": date(2026, 12, 31), **anders})


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({}, "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31)"),
        ({"nummer": None, "einddatum": None}, "de nieuwe toewijzing (02A02, vanaf 2026-01-01)"),
        ({"code": None, "einddatum": DAG}, "toewijzing 4711 (categorie 02 zonder code, 2026-01-01)"),
        ({"code": None, "categorie": None, "einddatum": None}, "toewijzing 4711 (zonder product, vanaf 2026-01-01)"),
        (
            {"gestopt_op": date(2026, 3, 31)},
            "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-03-31)",
        ),
    ],
    ids=["usual", "new and open", "no code and one day", "no product", "stopped"],
)
def test_an_assignment_is_named_by_number_product_and_period(anders, tekst):
    assert noem(zorg(**anders)) == tekst


def test_another_provider_is_named():
    assert noem_met_aanbieder(zorg(), zorg(nummer=1)) == noem(zorg())
    assert noem_met_aanbieder(zorg(), zorg(aanbieder="1")) == f"{noem(zorg())} van aanbieder 12345678"


def test_days_without_end_have_none():
    assert periode(DAG, date.max) == "vanaf 2026-01-01"
    assert perioden([(DAG, DAG), (date(2026, 3, 1), date.max)]) == "op 2026-01-01 en vanaf 2026-03-01"


@pytest.mark.parametrize(
    ("delen", "tekst"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")], ids=str
)
def test_a_list_reads_as_dutch(delen, tekst):
    assert opsomming(delen) == tekst


def test_the_last_word_of_a_list_may_differ():
    assert opsomming(["a", "b", "c"], "of") == "a, b of c"


def test_a_sentence_begins_with_a_capital():
    assert [zin(""), zin("de nieuwe")] == ["", "De nieuwe"]
