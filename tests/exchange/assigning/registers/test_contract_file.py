"""Contracts in a file are read in one way, or refused with every fault, its line and column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.registers.contract_file import ContractLine, read_contracts, write_contracts
from gateway.exchange.assigning.registers.register_csv import RegisterFile
from gateway.exchange.kernel.refusals import Invalid

HEAD = "aanbieder,segment,soort,vanaf,tot\n"


def line(vanaf: str, tot: str = "") -> bytes:
    return f"{HEAD}01234567,1A1,,{vanaf},{tot}\n".encode()


@given(vanaf=st.dates(), tot=st.none() | st.dates())
def test_b01_any_day_is_that_day(vanaf: date, tot: date | None) -> None:
    if tot is not None and tot < vanaf:
        vanaf, tot = tot, vanaf
    file = read_contracts(line(vanaf.isoformat(), tot.isoformat() if tot else ""))
    [regel] = file.lines
    assert read_contracts(write_contracts([regel.contract]).encode()).lines == file.lines
    assert (regel.contract.vanaf, regel.contract.tot) == (vanaf, tot)


@pytest.mark.parametrize(
    "day",
    ["20240301", "2024-W10-5", "2024-3-1", "1700000000", "infinity", "0000-01-01", "10000-01-01", "٢٠٢٤-٠٣-٠١"],
)
def test_b03_a_day_is_written_with_hyphens(day: str) -> None:
    for data, name in ((line(day), "vanaf"), (line("2024-01-01", day), "tot")):
        with pytest.raises(Invalid) as refused:
            read_contracts(data)
        [fault] = refused.value.details["fouten"]  # type: ignore[misc]
        assert (fault["plaats"], fault["waarde"]) == (f"regel 2, kolom {name}", day)


@pytest.mark.parametrize(
    "data",
    [f'{HEAD}"0123"4567,1A1,,2024-01-01,\n', f'{HEAD}01234567,"1A1', f"{HEAD}{'x' * 200_000},,,,\n"],
    ids=["text after a quote", "no last quote", "long field"],
)
def test_b03_a_file_that_is_no_csv_is_refused(data: str) -> None:
    with pytest.raises(Invalid, match="contracten-ongeldig"):
        read_contracts(data.encode())


@given(st.text() | st.text(alphabet=',;"\n\r\0 x1-').map(lambda text: HEAD + text))
def test_b03_whatever_text_is_read_or_refused(text: str) -> None:
    try:
        read: RegisterFile[ContractLine] = read_contracts(text.encode("utf-8", "replace"))
    except Invalid:
        return
    assert isinstance(read.lines, tuple)
