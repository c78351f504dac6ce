"""The municipalities of the Netherlands by their code, each with the days on which it exists."""

from datetime import date
from pathlib import Path

import pytest

from gateway.rules.outside import Outside
from gateway.standard import municipalities

TODAY = date(2026, 11, 30)
HEAD = "code,naam,vanaf,tot,opvolgers\n"
MERGER = f"{HEAD}9801,Oudendorp,,2026-12-31,9803\n9802,Oudenveld,,2026-12-31,9803\n9803,Nieuwland,2027-01-01,,\n"


def test_one_that_merged_is_known_with_its_last_day_and_successor() -> None:
    found = municipalities.list_municipalities()["0756"]
    assert (found.tot, found.opvolgers) == (date(2021, 12, 31), ("1982",))
    assert (municipalities.is_municipality("0756", TODAY), municipalities.was_municipality("0756")) == (False, True)
    assert municipalities.is_municipality("0756", date(2021, 12, 31))
    assert not municipalities.is_municipality("1982", date(2021, 12, 31))
    assert municipalities.was_municipality("0983")
    assert not municipalities.was_municipality("9999")
    told = "0756 (Boxmeer) bestaat tot en met 2021-12-31 en gaat op in 1982 (Land van Cuijk)."
    assert (municipalities.successors_text("0756"), municipalities.successors_text("0983")) == (told, "")


def test_municipalities_are_known_by_code() -> None:
    assert municipalities.municipality_name("0983") == "Venlo"
    assert municipalities.is_municipality("0983", TODAY)
    assert municipalities.municipality_name("9999") is None
    assert not municipalities.is_municipality("983", TODAY)
    known = municipalities.list_municipalities()
    assert sum(each.exists_on(TODAY) for each in known.values()) == 342
    assert all(len(code) == 4 and code.isdigit() and each.naam for code, each in known.items())
    assert list(known) == sorted(known)


def test_a_merger_to_come_is_rows_of_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gemeenten.csv").write_text(MERGER, "utf-8")
    made = municipalities.read_municipalities(tmp_path / "gemeenten.csv")
    monkeypatch.setattr(municipalities, "list_municipalities", lambda: made)
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    for code, days in (("9801", (True, False)), ("9803", (False, True))):
        assert (municipalities.is_municipality(code, last), municipalities.is_municipality(code, first)) == days
        assert municipalities.was_municipality(code), "known before, and after"
    # Judged before the merger and after it, about care that begins on either side of it.
    for today, expected in (
        (last, {"9801": (True, False), "9803": (False, True)}),
        (first, {"9801": (True, False), "9803": (True, True)}),
    ):
        outside = Outside(today=today)
        for code, days in expected.items():
            assert (outside.municipality_existed(code, last), outside.municipality_existed(code, first)) == days


@pytest.mark.parametrize(
    "row", ["9801,Oudendorp,,2026-12-31,", "9801,Oudendorp,,,9801", "9801,Oudendorp,,2026-12-31,9809"]
)
def test_a_row_that_lacks_its_successor_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "gemeenten.csv").write_text(f"{HEAD}{row}\n", "utf-8")
    with pytest.raises(ValueError, match="9801 has a last day"):
        municipalities.read_municipalities(tmp_path / "gemeenten.csv")
