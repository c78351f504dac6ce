"""The table of rules in the documents."""

from gateway.rules.engine import cards
from gateway.rules.table import markdown_table


def test_the_table_has_a_row_for_every_rule_and_tells_what_is_left_out():
    table = markdown_table()
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) == len(cards()) + 2
    assert all(row.count(" | ") == 4 for row in rows[2:])
    assert "| TR134 | 2 | 301 305 307 315 323 325 | 0001 | " in table
    assert "| TR056 | 3 | 301 305 307 315 317 319 323 325 | 9056 | " in table
    assert "| GW001 | 5 | 305 307 | geen | " in table
    assert "Niet uitgevoerd: CS318. " in table
