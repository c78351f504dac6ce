"""A table fits the terminal."""

from tests.cli.terminal import on_a_terminal


def test_a_table_fits_the_terminal() -> None:
    shown, _ = on_a_terminal("rules", "TR134")
    assert "\x1b[1m" in shown
    assert max(map(len, shown.splitlines())) < 120
