"""What grants a request: each way in which a wish is put, and the decision that follows (IV092 to IV094)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.decide import ChangeOf
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.requests.plan import Grant, items_of
from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.verzoek import Verzoek
from gateway.messages.terms import AssignmentTerms
from tests.support.api.parties import ZORG
from tests.support.messages.requests import aangevraagd_product, nieuw_product, te_wijzigen_product, unchanged, wmo317

CLIENT = UUID(int=7)
WEEKLY = Omvang(volume="3", eenheid="04", frequentie="2")
MORE = Omvang(volume="5", eenheid="04", frequentie="2")
TERMS = AssignmentTerms(
    categorie="02",
    code="02A16",
    ingangsdatum=date(2024, 1, 1),
    einddatum=date(2024, 12, 31),
    volume=3,
    eenheid="04",
    frequentie="2",
)
NEW = replace(TERMS, referentie_aanbieder="W1")
AS_ASKED = Grant()


def verzoek(*changed: Any, new: tuple[Any, ...] = ()) -> Verzoek:
    groups = {"ongewijzigde_producten": unchanged("2"), "te_wijzigen_producten": changed, "nieuwe_producten": new}
    return wmo317(**groups).client.verzoek


def wish(**changes: Any) -> Any:
    fields = {"gewenste_ingangsdatum": "2024-01-01", "einddatum": "2024-12-31", "omvang": WEEKLY, **changes}
    return te_wijzigen_product(**fields)


def planned(asked: Any, grant: Grant = AS_ASKED, terms: AssignmentTerms = TERMS) -> list[Any]:
    items = list(items_of(asked, CLIENT, ZORG, grant, {1: terms, 2: TERMS}))
    for each in items:
        assert (each.referentie if isinstance(each, ChangeOf) else each.terms.referentie_aanbieder) in ("A1", "W1")
    return items


def by_request(**changes: Any) -> ChangeOf:
    return ChangeOf(1, Change(reden_wijziging="12", **changes), "W1")


def test_a_request_for_care_is_granted_as_asked() -> None:
    [item] = planned(aangevraagd_product(commentaar="graag snel"))
    assert item == NewAssignment(
        client=CLIENT,
        aanbieder=ZORG,
        terms=AssignmentTerms(
            categorie="02",
            code="02A02",
            ingangsdatum=date(2024, 4, 1),
            einddatum=date(2024, 12, 31),
            volume=120,
            eenheid="01",
            frequentie="2",
            referentie_aanbieder="A1",
        ),
    )


def test_other_care_may_be_granted_with_the_reference_of_the_request() -> None:
    [item] = planned(aangevraagd_product(), Grant(instead=TERMS))
    assert item.terms == replace(TERMS, referentie_aanbieder="A1")


def test_another_last_day_changes_the_same_number() -> None:
    assert planned(verzoek(wish(einddatum="2025-06-30"))) == [by_request(einddatum=date(2025, 6, 30))]


def test_an_end_may_be_taken_away() -> None:
    monthly = Omvang(volume="3", eenheid="04", frequentie="4")
    asked = verzoek(wish(einddatum=None, omvang=monthly))
    assert planned(asked, terms=replace(TERMS, frequentie="4")) == [by_request(open_ended=True)]


def test_another_total_or_budget_changes_the_same_number() -> None:
    asked = wish(omvang=Omvang(volume="9", eenheid="04", frequentie="6"))
    assert planned(verzoek(asked), terms=replace(TERMS, frequentie="6")) == [by_request(volume=9)]
    generic = replace(TERMS, categorie=None, code=None, budget=100, volume=None, eenheid=None, frequentie=None)
    changed = by_request(budget=200, einddatum=date(2025, 1, 31))
    assert planned(verzoek(wish(omvang=None, budget="200", einddatum="2025-01-31")), terms=generic) == [changed]


def test_another_size_inside_the_term_ends_the_old_number_and_begins_a_new_one() -> None:
    end, new = planned(verzoek(wish(gewenste_ingangsdatum="2024-06-01", omvang=MORE)))
    assert end == by_request(einddatum=date(2024, 5, 31))
    assert new.terms == replace(NEW, ingangsdatum=date(2024, 6, 1), volume=5)


def test_the_same_size_from_a_later_day_is_another_last_day_of_the_same_number() -> None:
    for begins in ("2024-06-01", "2025-01-01"):
        asked = verzoek(wish(gewenste_ingangsdatum=begins, einddatum="2025-06-30"))
        assert planned(asked) == [by_request(einddatum=date(2025, 6, 30))], "OP380"


def test_what_is_wished_after_the_last_day_leaves_the_old_number_as_it_is() -> None:
    for omvang, volume in ((MORE, 5), (WEEKLY, 3)):
        [new] = planned(verzoek(wish(gewenste_ingangsdatum="2025-03-01", einddatum="2025-06-30", omvang=omvang)))
        assert new.terms == replace(NEW, ingangsdatum=date(2025, 3, 1), einddatum=date(2025, 6, 30), volume=volume), (
            "nobody asked for January and February"
        )


def test_days_that_have_passed_shift_to_the_day_that_was_agreed() -> None:
    agreed = Grant(begins=date(2024, 3, 20))
    passed = verzoek(
        wish(gewenste_ingangsdatum="2024-03-02", omvang=MORE),
        new=(nieuw_product(gewenste_ingangsdatum="2024-03-10"),),
    )
    end, changed, new = planned(passed, agreed)
    assert end.change.einddatum == date(2024, 3, 19)
    assert changed.terms.ingangsdatum == new.terms.ingangsdatum == date(2024, 3, 20)
    ahead = verzoek(wish(gewenste_ingangsdatum="2024-06-01", omvang=MORE))
    assert planned(ahead, agreed)[0].change.einddatum == date(2024, 5, 31), "what lies ahead stays"


@pytest.mark.parametrize(
    ("last", "first", "agreed", "ended"),
    [
        ("2024-03-05", "2024-03-06", "2024-03-24", "2024-03-23"),
        ("2024-03-05", "2024-03-06", "2024-03-06", "2024-03-05"),
        ("2024-03-05", "2024-03-07", "2024-03-24", "2024-03-05"),
        ("2024-12-30", "2024-12-31", "2025-03-24", "2024-12-31"),
    ],
    ids=["on the day before", "as wished", "not what it makes room for", "no later than it was assigned"],
)
def test_care_that_makes_room_goes_on_until_what_replaces_it_begins(
    last: str, first: str, agreed: str, ended: str
) -> None:
    """IV093, example 2a: the care went on while the wished days passed."""
    replaced = verzoek(wish(einddatum=last), new=(nieuw_product(gewenste_ingangsdatum=first, einddatum="2025-12-31"),))
    parts = planned(replaced, Grant(begins=date.fromisoformat(agreed)))
    new = parts[-1]
    assert new.terms.ingangsdatum == date.fromisoformat(max(agreed, first))
    if ended == "2024-12-31":
        assert parts == [new], "it ends as it did, so it needs no change"
    else:
        assert parts[0] == by_request(einddatum=date.fromisoformat(ended))


def test_another_size_from_the_first_day_replaces_the_number() -> None:
    end, new = planned(verzoek(wish(omvang=MORE)))
    assert end == ChangeOf(1, Change(remove=True), "W1")
    assert new.terms == replace(NEW, volume=5)


def test_a_new_product_beside_or_after_what_stays() -> None:
    product = Product(categorie="02", code="02A17")
    [item] = planned(verzoek(new=(nieuw_product(product=product, omvang=WEEKLY),)))
    assert item.terms == replace(NEW, code="02A17", ingangsdatum=date(2024, 4, 1))


def test_a_change_that_changes_nothing_is_left_alone() -> None:
    with pytest.raises(Conflict, match="verzoek-zonder-wijziging"):
        planned(verzoek(wish()))
    [item] = planned(verzoek(wish(), new=(nieuw_product(),)))
    assert isinstance(item, NewAssignment)


@pytest.mark.parametrize(
    ("asked", "grant"),
    [
        (aangevraagd_product(), Grant(begins=date(2024, 5, 1))),
        (verzoek(wish(einddatum="2025-01-01")), Grant(instead=TERMS)),
    ],
)
def test_what_does_not_go_with_its_kind_is_refused(asked: Any, grant: Grant) -> None:
    with pytest.raises(Invalid, match="niet-van-toepassing"):
        planned(asked, grant)


def test_an_assignment_that_is_gone_meanwhile_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="toewijzing-onbekend") as refused:
        planned(verzoek(wish(toewijzing_nummer="9")))
    assert "Toewijzing 9, die dit verzoek wil wijzigen, geldt niet meer" in refused.value.text
