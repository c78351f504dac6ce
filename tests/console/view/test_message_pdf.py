"""A message as a document says what was found in it, and when it isn't all of it."""

from datetime import UTC, datetime

from gateway.console.view.message_pdf import message_document
from gateway.console.view.xml_view import MAX_LINES, Line
from gateway.exchange.receiving.lookup import Found
from gateway.messages.registry import REGISTRY
from gateway.store.ledger.berichten import new_entry
from tests.support.api.parties import VENLO, ZORG

FINDING = {"code": "TR056", "text": "Dubbel sinds 2026-03-01.", "remedy": "Kies een andere."}


def found(*findings: dict[str, str]) -> Found:
    entry = new_entry(
        REGISTRY["WMO305"].soort,
        gemeente=VENLO,
        aanbieder=ZORG,
        identificatie="S1",
        inhoud=b"<x/>",
        bevindingen=findings,
        vastgelegd_op=datetime(2026, 3, 3, 13, 5, tzinfo=UTC),
    )
    return Found(entry, None, [{"soort": "opnieuw_beoordeeld", "op": entry.vastgelegd_op}], None)


def test_it_tells_what_it_is_and_what_was_found() -> None:
    made = message_document(found(FINDING), [Line(0, "Client"), Line(1, "Geslacht", "2", "vrouw")])
    about, findings, content = made.delen
    assert made.titel == "WMO305 (start)"
    assert made.onder == f"van {ZORG} voor {VENLO}"
    assert ("Opnieuw beoordeeld", "3 maart 2026, 14:05") in [(each.naam, each.waarde) for each in about.facts]
    assert findings.rows == [("TR056", "Dubbel sinds 1 maart 2026.", "Kies een andere.")]
    assert [each.waarde for each in content.facts] == [None, "2 (vrouw)"]
    assert not content.alineas


def test_a_cut_message_says_so_and_one_without_findings_too() -> None:
    _, findings, content = message_document(found(), [Line(0, "Veld", "x")] * MAX_LINES).delen
    assert findings.alineas == ("Er is niets gevonden dat niet klopt.",)
    assert str(MAX_LINES) in content.alineas[0]
