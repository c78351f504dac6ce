"""TR332: a ToewijzingNummer stands for one assignment."""

from datetime import date

import pytest

from gateway.rules.case import AssignmentIdentity, CaseFile
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import BSN, BSN_2, PROVIDER, toegewezen_product, wmo301


def known(**changes):
    identity = {
        "bsn": BSN,
        "aanbieder": PROVIDER,
        "categorie": "02",
        "code": "02A02",
        "ingangsdatum": date(2024, 1, 1),
        **changes,
    }
    return CaseFile(known_numbers={1: AssignmentIdentity(**identity)})


def test_passes_a_new_number_and_the_same_assignment_again():
    assert finds("TR332", wmo301(toewijzing_nummer="2"), known()) == []
    assert finds("TR332", wmo301(), known()) == []
    assert finds("TR332", wmo301(toewijzing_nummer="01", einddatum="2024-06-30"), known()) == []


def test_passes_a_generic_assignment_again():
    message = wmo301(product=None, omvang=None, budget="500")
    assert finds("TR332", message, known(categorie=None, code=None)) == []


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        ({"bsn": BSN_2}, "cliënt"),
        ({"aanbieder": "99990002"}, "aanbieder"),
        ({"categorie": "03"}, "product"),
        ({"code": "02A03"}, "product"),
        ({"code": None}, "product"),
        ({"ingangsdatum": date(2023, 1, 1)}, "Ingangsdatum"),
        (
            {"bsn": BSN_2, "aanbieder": "99990002", "code": None, "ingangsdatum": date(2023, 1, 1)},
            "cliënt, aanbieder, product, Ingangsdatum",
        ),
    ],
)
def test_fails_the_number_of_another_assignment_and_does_not_tell_whose(earlier, told):
    finding = the_only("TR332", wmo301(), known(**earlier))
    assert finding.retourcode == "9332"
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/ToewijzingNummer"
    assert finding.explanation.endswith(f"verschil in {told}.")
    assert BSN_2 not in repr(finding)


def test_fails_only_the_assignment_that_is_wrong():
    products = (
        toegewezen_product(toewijzing_nummer="2", einddatum="2023-12-31", ingangsdatum="2023-01-01"),
        toegewezen_product(),
    )
    finding = the_only("TR332", wmo301(toegewezen_producten=products), known(code="02A03"))
    assert finding.class_path.endswith("[2]")
