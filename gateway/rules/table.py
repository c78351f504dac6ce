"""The rules as a table, for the README."""

from collections.abc import Iterable, Iterator

from gateway.rules.catalogue import not_implemented
from gateway.rules.engine import cards, judged_by


def markdown_table() -> str:
    """Return the rules that the gateway judges as a Markdown table in Dutch, then the others with the reason."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| Code | Niveau | Berichten | Retourcode | Regel |"
    yield "| --- | --- | --- | --- | --- |"
    for card in cards():
        messages = _named(judged_by(card))
        yield f"| {card.code} | {card.level} | {messages} | {card.retourcode or 'geen'} | {_cell(card.statement)} |"
    for code, reason in not_implemented().items():
        yield ""
        yield f"Niet uitgevoerd: {code}. {reason}"


def _named(messages: Iterable[str]) -> str:
    return " ".join(message.removeprefix("WMO") for message in messages)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
