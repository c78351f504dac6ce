"""Validating bytes: levels 1 and 2, for every message of the standard."""

import pytest

from gateway.exchange.receiving.validate import judge_bytes
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.standard.findings import Outcome
from tests.support.messages.claims import total, wmo323, wmo325
from tests.support.messages.messages import schemas, wmo301, wmo305, wmo307, xml
from tests.support.messages.requests import wmo315, wmo317, wmo319
from tests.support.messages.return_messages import DAY

GOOD = (wmo301(), wmo305(), wmo307(), wmo315(), wmo317(), wmo319(), wmo323(), wmo325())
WRONG = (
    (wmo301(budget="1"), {"CD077", "CD078"}),
    (wmo305(status_aanlevering="2"), {"CS058"}),
    (wmo307(einddatum="2024-01-31"), {"TR018"}),
    (wmo315(beschikking_nummer="1"), {"CD043"}),
    (wmo317(te_wijzigen_producten=(), nieuwe_producten=()), {"TR353"}),
    (wmo319(reden_afwijzing_verzoek=None), {"CD085"}),
    (wmo323(total=total("1")), {"TR358"}),
    (wmo325(totaal_toegekend_bedrag=total("1")), {"TR342"}),
)


def kind(message: object) -> str | None:
    return message.soort.name if isinstance(message, Message) else None


@pytest.mark.parametrize("message", GOOD, ids=kind)
def test_a_message_in_order_is_approved(message: Message) -> None:
    report = judge_bytes(schemas(), xml(message))
    assert (report.soort, report.schema_geldig, report.oordeel) == (message.soort.name, True, Outcome.GOEDGEKEURD)
    assert report.bevindingen == []


@pytest.mark.parametrize(("message", "codes"), WRONG, ids=kind)
def test_a_message_that_breaks_a_rule_of_level_2_is_refused_with_its_code(message: Message, codes: set[str]) -> None:
    report = judge_bytes(schemas(), xml(message))
    assert (report.soort, report.oordeel) == (message.soort.name, Outcome.AFGEKEURD)
    assert {each["code"] for each in report.bevindingen} == codes


@pytest.mark.parametrize("message", [each for each in GOOD if each.soort.name < "WMO323"], ids=kind)
def test_a_return_message_that_its_schema_accepts_is_approved(message: Message) -> None:
    report = judge_bytes(schemas(), xml(compose(message, [], "RETOUR1", DAY, None)))
    assert (report.soort, report.oordeel) == (message.soort.answered_by, Outcome.GOEDGEKEURD)
