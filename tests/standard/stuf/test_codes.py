"""A code says what to do; the same number may mean something else by the other list."""

import pytest

from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES, CodeList, Remedy, differs, look_up


@pytest.mark.parametrize(
    ("code", "code_list", "remedy"),
    [
        ("StUF046", "2025", Remedy.RETRY),
        ("StUF058", "2017", Remedy.RETRY),
        ("StUF016", "2025", Remedy.CORRECT),
        ("StUF037", "2025", Remedy.ADMINISTER),
        ("IB007", "2025", Remedy.ADMINISTER),
        ("IB007", "2017", Remedy.SPLIT),
        ("IB009", "2025", Remedy.ADMINISTER),
        ("IB009", "2017", Remedy.CORRECT),
        ("IB023", "2025", Remedy.HOLD),
        ("IB103", "2017", Remedy.HOLD),
        ("IB013", "2025", Remedy.STOP),
    ],
)
def test_a_code_is_looked_up_with_its_list(code: str, code_list: CodeList, remedy: Remedy) -> None:
    assert look_up(code, code_list).remedy is remedy


def test_an_unknown_code_goes_by_whose_fault_it_is() -> None:
    assert look_up("XX999", "2025", "server").remedy is Remedy.RETRY
    assert look_up("XX999", "2025", "client").remedy is Remedy.ADMINISTER
    assert "kennen wij niet" in look_up("XX999", "2025").meaning


def test_what_the_other_list_says_is_told_only_when_it_differs() -> None:
    found = differs("IB007", "2025")
    assert found is not None
    assert found.remedy is Remedy.SPLIT
    assert differs("IB002", "2025") is None
    assert differs("IB103", "2017") is None


def test_every_code_fits_in_its_element() -> None:
    codes = [*STUF_CODES, *CODE_LISTS["2025"], *CODE_LISTS["2017"]]
    assert all(len(code) <= 7 for code in codes)
