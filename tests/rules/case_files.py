"""Case files for tests, told in the words of the messages: what stands before the message comes in."""

from datetime import date
from typing import Any

from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.rules.case import CaseFile, Request, RequestAnswer, Start, Stop, Toewijzing
from gateway.rules.reported import start_of, stop_of
from tests.support.messages.messages import start_product, stop_product


def toewijzing(nummer: int = 1, **changes: Any) -> Toewijzing:
    """Return the assignment that the starts and stops of tests/support name."""
    fields = {"categorie": "02", "code": "02A02", "ingangsdatum": date(2024, 1, 1), **changes}
    return Toewijzing(toewijzing_nummer=nummer, **fields)


def case(*stands: StartProduct | StopProduct | Toewijzing, **changes: Any) -> CaseFile:
    """Return a case file with these assignments, starts and stops; the ordinary assignment is always there."""
    assigned = [toewijzing(), *(each for each in stands if isinstance(each, Toewijzing))]
    starts: list[Start] = [start_of(each) for each in stands if isinstance(each, StartProduct)]
    stops: list[Stop] = [stop_of(each) for each in stands if isinstance(each, StopProduct)]
    return CaseFile(
        **{
            "toewijzingen": {each.toewijzing_nummer: each for each in assigned},
            "starts": tuple(starts),
            "stops": tuple(stops),
            **changes,
        }
    )


START = start_product()
REMOVAL = start_product(status_aanlevering="3")
TEMPORARY = stop_product(reden_beeindiging="20", einddatum="2024-02-10")
FINAL = stop_product(reden_beeindiging="19", einddatum="2024-02-20")

RUNNING = (
    toewijzing(1, einddatum=date(2024, 12, 31), volume=120, eenheid="01", frequentie="2"),
    toewijzing(2, code="02A04"),
)
"""What the WMO317 of tests/support changes and leaves as it is."""


def requested(*stands: Toewijzing, **changes: Any) -> CaseFile:
    """Return a case file in which the WMO317 of tests/support is in order; other assignments replace those there."""
    return case(*RUNNING, *stands, **{"requests": {}, **changes})


def asked_before(reference: str, *answers: RequestAnswer, of_client: bool = True, soort: str = "WMO315") -> CaseFile:
    """Return such a case file with a request under this reference, and its answers."""
    return requested(requests={reference: Request(soort=soort, of_client=of_client, answers=frozenset(answers))})
