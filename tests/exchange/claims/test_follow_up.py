"""A Prestatie tells what may follow, and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gateway.exchange.claims.follow_up import what_may_follow
from gateway.store.claims.line_list import LineState, Term
from tests.api.shapes.lists.test_declaraties import GRANTED


@pytest.mark.parametrize(
    ("staat", "changes", "told"),
    [
        ("toegekend", {}, "Telt mee op de toewijzing."),
        ("toegekend", {"bedrag": 0}, "Telt mee op de toewijzing. Crediteren kan niet"),
        ("gecrediteerd", {}, "Telt niet meer mee. Dezelfde zorg kan opnieuw"),
        ("gecrediteerd", {"zelfde_zorg": "R2", "opnieuw": True}, "Dezelfde zorg is daarna opnieuw gedeclareerd"),
        ("afgewezen", {"zelfde_zorg": "R2", "opnieuw": True}, "Dezelfde zorg is daarna opnieuw gedeclareerd"),
        ("afgewezen", {"zelfde_zorg": "R0", "retourcodes": ("9389",)}, "Dezelfde zorg was al toegekend, als R0."),
        ("verwerkt", {"credit": True}, "Deze credit nam"),
        ("afgewezen", {"credit": True, "retourcodes": ("8017",)}, "Aan het debet verandert niets."),
        ("afgewezen", {"credit": True, "retourcodes": ("9390",)}, "Het debet was al gecrediteerd"),
    ],
)
def test_each_state_says_what_may_follow(staat: LineState, changes: dict[str, Any], told: str) -> None:
    assert what_may_follow(replace(GRANTED, staat=staat, **changes)).startswith(told)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("9321",), "om een ruimere toewijzing."),
        (("9339", "9340"), "Declareer de toegewezen productcode."),
        (("0233",), "Controleer het BSN."),
        (("S329",), "categorie"),
        (("0611",), "eerste dag van de periode"),
    ],
)
def test_what_was_rejected_says_what_each_code_asks_of_the_provider(codes: tuple[str, ...], told: str) -> None:
    said = what_may_follow(replace(GRANTED, staat="afgewezen", retourcodes=codes))
    assert said.startswith("Niet crediteren (IV085)")
    assert told in said.partition(" Voor de aanbieder: ")[2]


@pytest.mark.parametrize(
    ("staat", "term", "told"),
    [
        (
            "toegekend",
            Term(date(2024, 1, 1), date(2024, 1, 15), False),
            "De aanbieder crediteert haar helemaal; opnieuw declareren kan voor 2024-01-01 tot en met 2024-01-15",
        ),
        (
            "toegekend",
            Term(date(2024, 2, 1), None, False),
            "Toewijzing 7 loopt nu van 2024-02-01, en deze prestatie valt daar niet helemaal in.",
        ),
        (
            "gecrediteerd",
            Term(date(2024, 1, 1), date(2024, 12, 31), True),
            "Toewijzing 7 is verwijderd. Telt niet meer mee. Opnieuw declareren kan niet op deze toewijzing.",
        ),
    ],
)
def test_what_lies_outside_its_assignment_now_says_so(staat: LineState, term: Term, told: str) -> None:
    assert told in what_may_follow(replace(GRANTED, staat=staat, termijn=term))
