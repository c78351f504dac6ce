"""Write the generated tables of docs/ anew: `make docs`."""

from pathlib import Path

from gateway.policy.insight.table import markdown as indicator_table
from gateway.policy.loading.regions import load_region
from gateway.policy.table import markdown
from gateway.rules.table import markdown_table

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs" / "rules.md"
POLICY = ROOT / "docs" / "policy.md"
BEGIN_RULES = "<!-- rules: made by `gateway rules --markdown` -->\n"
END_RULES = "<!-- /rules -->"
BEGIN_POLICY = "<!-- policy: made by `gateway policy checks --markdown` -->\n"
END_POLICY = "<!-- /policy -->"
INDICATORS = ROOT / "docs" / "indicators.md"
BEGIN_INDICATORS = "<!-- indicators: made by `gateway indicators define` -->\n"
END_INDICATORS = "<!-- /indicators -->"


def with_rules(text: str) -> str:
    """Return this text with the table of rules as the cards have it now."""
    return _between(text, BEGIN_RULES, END_RULES, markdown_table())


def with_policy(text: str) -> str:
    """Return this text with the checks and open questions as the newest policy has them now."""
    return _between(text, BEGIN_POLICY, END_POLICY, markdown(load_region("noord-limburg").versions[-1]))


def with_indicators(text: str) -> str:
    """Return this text with the definitions of the indicators as they are now, in the terms of the newest policy."""
    rules = load_region("noord-limburg").versions[-1].indicatoren
    assert rules is not None
    return _between(text, BEGIN_INDICATORS, END_INDICATORS, indicator_table(rules))


def _between(text: str, begin: str, end: str, table: str) -> str:
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    assert found, f"there is no {begin.strip()}"
    assert closed, f"there is no {end}"
    return f"{before}{begin}\n{table.strip()}\n\n{end}{after}"


if __name__ == "__main__":
    RULES.write_text(with_rules(RULES.read_text("utf-8")), "utf-8")
    POLICY.write_text(with_policy(POLICY.read_text("utf-8")), "utf-8")
    INDICATORS.write_text(with_indicators(INDICATORS.read_text("utf-8")), "utf-8")
