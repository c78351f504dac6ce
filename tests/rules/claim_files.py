"""What claims are judged on, for tests: the assignment that the claims of tests/support name, and what was claimed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.case import CaseFile
from gateway.rules.claim_file import ClaimedAssignment, ClaimFile, DebitKey, EarlierDebit, Omvang, RateKey
from tests.support.messages.messages import BSN, BSN_2

REJECTED = "/Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie"
LINE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"
FEBRUARY = (date(2024, 2, 1), date(2024, 2, 29))
FEBRUARY_KEY = DebitKey(1, "02", "02A02", *FEBRUARY)
CEILINGS: list[tuple[str, str, dict[int, int], int]] = [
    ("3x04/2", "2022-07-11..2022-09-04", {7: 9, 8: 15, 9: 3}, 24),
    ("3x04/2", "2022-10-11..2022-12-28", {10: 12, 11: 15, 12: 15}, 36),
    ("3x04/2", "2025-07-07..2025-09-07", {7: 12, 8: 15, 9: 3}, 27),
    ("3x04/2", "2025-10-07..2025-12-30", {10: 12, 11: 15, 12: 15}, 39),
    ("3x04/2", "2022-04-13..2022-06-30", {4: 9, 5: 18, 6: 15}, 36),
    ("1x04/2 01", "2022-05-01..2022-07-31", {5: 6, 6: 6, 7: 6}, 14),
    ("300x83/2", "2022-07-11..2022-09-04", {7: 900, 8: 1200, 9: 300}, 2400),
    ("300x83/2", "2022-07-11..2022-09-03", {7: 900, 8: 1500, 9: 0}, 2400),
    ("300x83/2", "2022-10-11..2022-12-31", {10: 900, 11: 1200, 12: 1500}, 3600),
    ("300x83/2", "2025-07-07..2025-09-05", {7: 900, 8: 1800, 9: 0}, 2700),
    ("300x83/2", "2025-10-01..2025-12-31", {10: 1200, 11: 1500, 12: 1500}, 4200),
    ("150x83/2", "2022-04-15..2022-06-04", {4: 300, 5: 900, 6: 0}, 1200),
    ("15x04/4", "2021-10-12..2021-12-13", {10: 15, 11: 15, 12: 15}, 45),
]
"""Story K017: size (and category), term, the most by month, and the most over the term."""


def assigned(nummer: int = 1, size: str | None = "10x04/2", **changes: Any) -> ClaimedAssignment:
    """Return the assignment that the claims of tests/support are on: 10 hours a week from 2024 on.

    `size`: as the stories write it, "3x04/2" for Volume 3, Eenheid 04, Frequentie 2; "B500" for a Budget of 500 cents.
    """
    given: dict[str, Any] = {"categorie": "02", "code": "02A02", "ingangsdatum": date(2024, 1, 1)}
    if size is not None and size.startswith("B"):
        given["budget"] = int(size[1:])
    elif size is not None:
        volume, _, rest = size.partition("x")
        eenheid, _, frequentie = rest.partition("/")
        given["omvang"] = Omvang(volume=int(volume), eenheid=eenheid, frequentie=frequentie)
    return ClaimedAssignment(toewijzing_nummer=nummer, **(given | changes))


def earlier(**changes: Any) -> EarlierDebit:
    """Return the debit of February that a `credit` of tests/support takes back, which was granted."""
    given: dict[str, Any] = {
        "bsn": BSN,
        "toewijzing_nummer": 1,
        "categorie": "02",
        "code": "02A02",
        "begindatum": FEBRUARY[0],
        "einddatum": FEBRUARY[1],
        "volume": 120,
        "eenheid": "01",
        "tarief": 50,
        "bedrag": 6000,
        "granted": True,
        "credited": False,
    }
    return EarlierDebit(**(given | changes))


def claimed(
    *assignments: ClaimedAssignment, rates: Mapping[tuple[str, str], int] | None = None, **changes: Any
) -> CaseFile:
    """Return the case file of a claim about two clients who are known; the first has these assignments.

    `rates`: by code and Eenheid, on the first of February.
    """
    given: dict[str, Any] = {
        "known_clients": frozenset({BSN, BSN_2}),
        "assignments": {(BSN, each.toewijzing_nummer): each for each in assignments or (assigned(),)},
        "rates": {RateKey(code, eenheid, FEBRUARY[0]): rate for (code, eenheid), rate in (rates or {}).items()},
    }
    return CaseFile(claims=ClaimFile(**(given | changes)))


def answering(*claim: Wmo323) -> CaseFile:
    """Return what an answer to this claim is judged on; without one there is no such claim."""
    return CaseFile(answered=claim)
