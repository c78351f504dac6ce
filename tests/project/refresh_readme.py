"""Puts the generated tables in README.md: `python tests/project/refresh_readme.py`."""

from pathlib import Path

from gateway.policy.loading.regions import regio
from gateway.policy.table import markdown
from gateway.rules.table import markdown_table

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- rules: made by `gateway rules --markdown` -->\n"
END = "<!-- /rules -->"
POLICY_BEGIN = "<!-- policy: made by `gateway policy checks --markdown` -->\n"
POLICY_END = "<!-- /policy -->"


def with_tables(text: str) -> str:
    """The README with the tables as the cards and the newest policy have them now."""
    text = _between(text, BEGIN, END, markdown_table())
    return _between(text, POLICY_BEGIN, POLICY_END, markdown(regio("noord-limburg").versies[-1]))


def _between(text: str, begin: str, end: str, table: str) -> str:
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    assert found, f"README.md has no {begin.strip()}"
    assert closed, f"README.md has no {end}"
    return f"{before}{begin}\n{table.strip()}\n\n{end}{after}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")
