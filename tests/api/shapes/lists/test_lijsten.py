"""An item of a list shows what is absent as absent."""

from datetime import date
from uuid import UUID

from gateway.api.shapes.lists.lijsten import OverruleItem, ToewijzingItem
from gateway.store.lists.assignments import AssignmentItem, OverrideItem
from tests.support.api.parties import VENLO, ZORG

DAY = date(2024, 1, 1)


def test_an_assignment_without_volume_or_product_has_none() -> None:
    item = AssignmentItem(
        gemeente=VENLO,
        nummer=1,
        client_id=UUID(int=1),
        aanbieder=ZORG,
        versie=1,
        toewijzingsdatum=DAY,
        categorie=None,
        code=None,
        ingangsdatum=DAY,
        einddatum=None,
        volume=None,
        eenheid=None,
        frequentie=None,
        budget=1,
        verwijderd=False,
        begonnen=True,
        overruled=False,
    )
    shown = ToewijzingItem.of(item)
    assert (shown.product, shown.omvang, shown.budget, shown.begonnen) == (None, None, 1, True)


def test_an_override_shows_what_stood_against_it() -> None:
    overrule = {"consulent": "Jo", "reden": "Nodig", "bevindingen": [{"code": "NL-201"}]}
    item = OverrideItem(
        gemeente=VENLO,
        nummer=1,
        versie=2,
        client_id=UUID(int=1),
        aanbieder=ZORG,
        toewijzingsdatum=DAY,
        overrule=overrule,
    )
    shown = OverruleItem.of(item)
    assert (shown.consulent, shown.reden, [each.code for each in shown.bevindingen]) == ("Jo", "Nodig", ["NL-201"])
