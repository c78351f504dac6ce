"""The rules as a table, for the README."""

from collections.abc import Iterator

from gateway.rules.catalogue import not_implemented
from gateway.rules.engine import JUDGED, cards


def markdown_table() -> str:
    """Every rule that the gateway judges, as a Markdown table in Dutch, and below it those it doesn't, with why."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| Code | Niveau | Berichten | Retourcode | Regel |"
    yield "| --- | --- | --- | --- | --- |"
    for card in cards():
        messages = " ".join(message.removeprefix("WMO") for message in JUDGED if message in card.messages)
        yield f"| {card.code} | {card.level} | {messages} | {card.retourcode or 'geen'} | {_cell(card.statement)} |"
    for code, reason in not_implemented().items():
        yield ""
        yield f"Niet uitgevoerd: {code}. {reason}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
