"""The checks of policy as a Markdown table, with the questions that the documents leave open."""

from collections.abc import Iterator
from functools import cache

from gateway.policy.card import Card
from gateway.policy.engine import decision_checks
from gateway.policy.model import Policy
from gateway.policy.report import report_checks
from gateway.policy.watch import date_checks


@cache
def cards() -> tuple[Card, ...]:
    """Return the card of every check, in the order of the codes."""
    found = [each.card for each in decision_checks()] + [each.card for each in report_checks()]
    found += [each.card for each in date_checks()]
    return tuple(sorted(found, key=lambda card: card.code))


def effect_text(policy: Policy, code: str) -> str:
    """Return the effect of the check under this policy: "blokkade", "signaal" or "uit"."""
    setting = policy.toetsen[code]
    return "uit" if setting.gevolg is None else setting.gevolg.value


def override_text(policy: Policy, code: str) -> str:
    """Return "ja" or "nee": may a consulent overrule the check? "" when it blocks nothing."""
    setting = policy.toetsen[code]
    return "" if effect_text(policy, code) != "blokkade" else "ja" if setting.overrulebaar else "nee"


def open_questions(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the code of each check with an open question, and the question (Dutch)."""
    for code in sorted(policy.toetsen):
        if question := policy.toetsen[code].open_vraag:
            yield code, question


def markdown(policy: Policy) -> str:
    """Return all checks under this policy as a Markdown table in Dutch, with the open questions below it."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    yield f"Beleid {policy.naam}, geldig vanaf {policy.geldig_vanaf}. Bronnen: {policy.bron}."
    yield ""
    yield "| Code | Onderwerp | Wat waar moet zijn | Gevolg | Overrulebaar | Bron |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for card in cards():
        code = card.code
        cells = (
            code, card.subject, card.statement, effect_text(policy, code), override_text(policy, code),
            policy.toetsen[code].bron,
        )  # fmt: skip
        yield f"| {' | '.join(_cell(each) for each in cells)} |"
    yield ""
    yield "Wat de documenten openlaten, en wat de gateway dan doet:"
    yield ""
    for code, question in open_questions(policy):
        yield f"- **{code}** {question}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
