"""The definitions of all indicators as a Markdown table, in the terms of a region."""

from collections.abc import Iterator

from gateway.policy.insight.measures import MEASURES
from gateway.policy.insight.targets import IndicatorRules, Target


def markdown(rules: IndicatorRules) -> str:
    """Return the definitions and the targets as Markdown in Dutch."""
    return "\n".join(_lines(rules)) + "\n"


def _lines(rules: IndicatorRules) -> Iterator[str]:
    yield "| Indicator | Naam | Noemer | Teller | Telt in het jaar van | Niet te zien in berichten |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in MEASURES:
        texts = (each.naam, each.noemer, each.teller, each.jaar, each.onzichtbaar)
        yield f"| `{each.code}` | {' | '.join(each.worded(text, rules) for text in texts)} |"
    yield ""
    yield f"Streefwaarden, voor aanbieders van de soort {' of '.join(sorted(rules.gebonden))}. Bron: {rules.bron}."
    yield ""
    yield "| Indicator | Segment | Streefwaarde | Bron |"
    yield "| --- | --- | --- | --- |"
    for target in rules.streefwaarden:
        yield f"| `{target.meting}` | {target.segment} | {bound_text(target)} | {target.bron} |"


def bound_text(target: Target) -> str:
    """Return "minstens 60 %" or "hoogstens 5 %"."""
    if target.minstens is not None:
        return f"minstens {target.minstens} %"
    return f"hoogstens {target.hoogstens} %"
