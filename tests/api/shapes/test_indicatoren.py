"""A case is shown with null for what it lacks."""

from datetime import date
from uuid import UUID

from gateway.api.shapes.indicatoren import Geval
from gateway.store.insight.cells import Case
from tests.support.api.parties import VENLO, ZORG


def test_a_case_about_a_message_has_no_segment_assignment_or_ground() -> None:
    case = Case(
        gemeente=VENLO,
        client_id=None,
        aanbieder=ZORG,
        kind="",
        segment="",
        nummer=None,
        bericht_id=UUID(int=7),
        day=date(2024, 3, 1),
        counted=True,
        value=90,
        ground="",
    )
    assert Geval.of(case).model_dump(mode="json", by_alias=True) == {
        "clientId": None,
        "aanbieder": ZORG,
        "soortAanbieder": "",
        "segment": None,
        "toewijzingNummer": None,
        "berichtId": str(UUID(int=7)),
        "dag": "2024-03-01",
        "geteld": True,
        "waarde": 90,
        "grond": None,
    }
