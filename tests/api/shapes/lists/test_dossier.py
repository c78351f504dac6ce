"""A line of a dossier is of its own kind."""

from datetime import UTC, date, datetime
from uuid import UUID

from gateway.api.shapes.lists.dossier import DossierShape
from gateway.exchange.lists.dossier import Dossier
from gateway.store.lists.dossier import ReportLine, SignalLine
from tests.support.api.parties import ZORG

MOMENT, DAY, ID = datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), UUID(int=1)


def test_a_line_without_an_assignment_or_product_has_none() -> None:
    report = ReportLine(
        soort="stop",
        op=MOMENT,
        nummer=None,
        aanbieder=ZORG,
        categorie=None,
        code=None,
        begindatum=DAY,
        einddatum=DAY,
        reden_beeindiging="19",
        bericht_id=ID,
        ingetrokken=True,
    )
    signal = SignalLine(
        op=MOMENT, id=ID, code="NL-805", tekst="x", status="open", uiterlijk=DAY, aanbieder="", nummer=None
    )
    stop, raised = DossierShape.of(Dossier(ID, [report, signal])).model_dump(by_alias=True)["regels"]
    assert (stop["soort"], stop["toewijzingNummer"], stop["product"], stop["ingetrokken"]) == ("stop", None, None, True)
    assert (raised["soort"], raised["aanbieder"], raised["toewijzingNummer"]) == ("signaal", None, None)
