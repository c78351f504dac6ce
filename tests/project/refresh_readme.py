"""Puts the generated table of rules in README.md: `python tests/project/refresh_readme.py`."""

from pathlib import Path

from gateway.rules.table import markdown_table

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- rules: made by `gateway rules --markdown` -->\n"
END = "<!-- /rules -->"


def with_table(text: str) -> str:
    """The README with the table as the cards have it now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{markdown_table().strip()}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
