"""Contracts in a file are read in one way, or refused with every fault, its line and column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.registers.contract_file import (
    MAX_CEILING,
    ContractLine,
    read_contracts,
    write_contracts,
)
from gateway.exchange.assigning.registers.register_csv import RegisterFile
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.care_file import Contract

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


@given(
    product=st.none() | st.sampled_from(["02A02", "02C02"]),
    plafond=st.none() | st.integers(0, MAX_CEILING),
)
def test_a_product_and_a_ceiling_are_read_back_to_the_cent(product: str | None, plafond: int | None) -> None:
    contract = Contract(
        aanbieder="01234567",
        segment="1A1",
        product=product,
        soort=None,
        plafond=plafond,
        vanaf=date(2026, 1, 1),
        tot=date(2026, 12, 31),
    )
    [regel] = read_contracts(write_contracts([contract]).encode()).lines
    assert regel.contract == contract


def test_a_ceiling_is_an_amount_as_excel_writes_it() -> None:
    head = "aanbieder;segment;plafond;soort;vanaf;tot\n"
    text = f"{head}01234567;1A1;€ 1.250.000,00;;2026-01-01;2026-12-31\n"
    [regel] = read_contracts(text.encode("cp1252")).lines
    assert (regel.contract.plafond, regel.contract.product) == (125_000_000, None)
    for wrong, told in (("veel", "is geen bedrag"), ("1000000000,00", "is te groot; hoogstens 999999999,99 kan")):
        with pytest.raises(Invalid) as refused:
            read_contracts(f"{head}01234567;1A1;{wrong};;2026-01-01;\n".encode())
        assert f'regel 2, kolom plafond: "{wrong}" {told}' in refused.value.text


@pytest.mark.parametrize("head", ["aanbieder;segment;vanaf;tot", "aanbieder;segment;soort;plafond;vanaf;tot;tot"])
def test_only_product_and_ceiling_may_be_left_out(head: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_contracts(head.encode())
    assert "plafond, vanaf, tot (product, plafond mogen ontbreken)" in refused.value.text


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
