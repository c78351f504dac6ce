"""Files of tariffs as Excel makes them are taken; what is wrong is told with line, column, value and what to do."""

import csv
import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.registers.tariff_file import read_tariffs, write_tariffs
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.tariffs import Tariff
from tests.support.policy.tariffs import ALL

HEAD = "categorie;code;aanbieder;eenheid;tarief;vanaf;tot\r\n"
ROW = "10;10B01;;82;2.400,00;2026-01-01;2026-12-31\r\n"


@st.composite
def tables(draw: st.DrawFn) -> list[Tariff]:
    """Draw tariffs of some keys, whose periods follow each other."""
    found = []
    for code, provider in draw(
        st.sets(st.tuples(st.sampled_from(["02A02", "10B01"]), st.sampled_from([None, "99990001"])))
    ):
        first = draw(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
        for days in draw(st.lists(st.integers(0, 800), max_size=4)):
            last = first + timedelta(days)
            amount = draw(st.integers(0, 99_999_999))
            found.append(
                replace(ALL, categorie=code[:2], code=code, aanbieder=provider, bedrag=amount, vanaf=first, tot=last)
            )
            first = last + timedelta(1)
    return found


@given(tables())
def test_what_is_written_is_read_back_and_holds_no_formula(tariffs: list[Tariff]) -> None:
    text = write_tariffs(tariffs)
    assert [each.tariff for each in read_tariffs(text.encode()).lines] == tariffs
    for cells in csv.reader(io.StringIO(text), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize(
    ("data", "charset", "separator"),
    [
        ((HEAD + ROW).encode("utf-8-sig"), "UTF-8", ";"),
        ((HEAD + ROW.replace("2.400,00", "€ 2.400,00")).encode("cp1252"), "windows-1252", ";"),
        ((HEAD + ROW.replace("2.400,00", '"€ 2.400,00"')).encode(), "UTF-8", ";"),
        ((HEAD + ROW + ";;;;;;\r\n\r\n;;;;;;;\r\n").encode(), "UTF-8", ";"),
        ((HEAD + ROW).replace(";", "\t").encode(), "UTF-8", "tab"),
        (("sep=;\r\n" + HEAD + ROW).encode(), "UTF-8", ";"),
        ((HEAD + ROW).replace(";", ",").replace("2.400,00", '"2.400,00"').encode(), "UTF-8", ","),
    ],
    ids=["mark", "euro sign", "quoted", "empty lines", "tabs", "sep", "commas"],
)
def test_what_spreadsheets_make_is_taken_and_said(data: bytes, charset: str, separator: str) -> None:
    found = read_tariffs(data)
    assert [each.tariff for each in found.lines] == [ALL]
    assert (found.tekenset, found.scheiding) == (charset, separator)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("2;02A02;;82;1;2026-01-01;\n", ["regel 2, kolom categorie", '"2"', "voorloopnullen"]),
        ("10;10B01;9990001;82;1;2026-01-01;\n", ["regel 2, kolom aanbieder", '"9990001"', "AGB-code"]),
        ("10;10B01;;4;1;2026-01-01;\n", ["regel 2, kolom eenheid", '"4"', "01, 04, 14", "82, 84"]),
        ("10;10B01;;83;1;2026-01-01;\n", ["regel 2, kolom eenheid", "daarvan is er geen tarief (CD087)"]),
        ("10;10B01;;82;1.234;2026-01-01;\n", ["regel 2, kolom tarief", '"1.234"', "duizenden", "1234,50"]),
        ("10;10B01;;82;1000000,00;2026-01-01;\n", ["regel 2, kolom tarief", "te groot"]),
        ("10;10B01;;82;1;1-1-2026;\n", ["regel 2, kolom vanaf", '"1-1-2026"', "jjjj-mm-dd"]),
        ("10;10B01;;82;1;2026-01-01;2025-01-01\n", ["regel 2, kolom tot", "ligt voor vanaf 2026-01-01"]),
        ("02;10B01;;82;1;2026-01-01;\n", ["regel 2, kolom code", "niet van categorie 02"]),
        ("10;=1+1;;82;1;2026-01-01;\n", ["regel 2, kolom code", "geen productcode"]),
        (";10B01;;82;;;\n", ["kolom categorie: ontbreekt", "kolom tarief: ontbreekt", "kolom vanaf: ontbreekt"]),
        ("10;10B01;;82;1;2026-01-01;;x\n", ["regel 2: heeft meer dan 7 kolommen"]),
        ("99;99A01;;82;1;2026-01-01;\n", ["regel 2, kolom categorie", '"99" is geen productcategorie']),
        ("10;10B01;;82;-5,00;2026-01-01;\n", ['kolom tarief: "-5,00" is geen bedrag']),
        ("10;10B01;;82;1e3;2026-01-01;\n", ['kolom tarief: "1e3" is geen bedrag']),
        ("10;10B01;;82;1,005;2026-01-01;\n", ['kolom tarief: "1,005" is geen bedrag']),
        ("10;10B01;;82;1;2026-02-30;\n", ['kolom vanaf: "2026-02-30" is geen datum']),
        ("10;10B01;;82;1;infinity;\n", ['kolom vanaf: "infinity" is geen datum']),
        ("10;10B01;=1+1;82;1;2026-01-01;\n", ['kolom aanbieder: "=1+1" is geen AGB-code']),
        (f"{ROW}{ROW}", ["regel 3, kolom vanaf", "het tarief van regel 2"]),
        (ROW + "10;10B01;;82;1;2026-12-31;\n", ["regel 3, kolom vanaf", "het tarief van regel 2"]),
        ("10;10B01;;82;1;2026-01-01;\n" + ROW, ["regel 3, kolom vanaf", "het tarief van regel 2"]),
        (
            f"{ROW}10;10B01;;82;1;2026-02-01;2026-02-28\n10;10B01;;82;1;2026-06-01;2026-06-30\n",
            ["regel 3, kolom vanaf: op 2026-02-01", "regel 4, kolom vanaf: op 2026-06-01", "het tarief van regel 2"],
        ),
    ],
)
def test_every_fault_is_told_with_its_place_and_value(rows: str, told: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        read_tariffs((HEAD + rows).encode())
    for part in told:
        assert part in refused.value.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "het bestand: is leeg; de kolommen zijn categorie, code"),
        (b"\n\n", "het bestand: is leeg"),
        ((HEAD + ROW).encode("utf-16"), "UTF-16"),
        (HEAD.encode() + b"10;\x81;;;;;\n", "regel 2: bevat een teken"),
        (HEAD.encode() + b'10;"10B01\n', "regel 2: een aanhalingsteken"),
        (HEAD.encode() + b'10;"10B01"x;;82;1;2026-01-01;\n', "regel 2: de aanhalingstekens kloppen hier niet"),
        (HEAD.encode() + b"10;caf\xe9;;82;1;2026-01-01;\n", '"café" is geen productcode'),
        (HEAD.encode() + b"10;10B\x0001;;82;1;2026-01-01;\n", "regel 2, kolom code"),
        (HEAD.encode() + b"9" * 200_000 + b"\n", "regel 2: de regel is te lang"),
        (HEAD.replace("tot", "tot;tot").encode(), "regel 1: tot staat er meer dan eens; de kolommen zijn"),
        (HEAD.replace(";tot", "").encode(), "regel 1: tot ontbreekt; de kolommen zijn"),
        (
            HEAD.replace("tarief", "prijs").encode(),
            'regel 1: tarief ontbreekt; "prijs" is er geen van; de kolommen zijn',
        ),
        (HEAD.replace("vanaf;tot", "van").encode(), 'regel 1: vanaf, tot ontbreken; "van" is er geen van; de kolommen'),
        (ROW.encode(), "regel 1: noemt de kolommen niet; de kolommen zijn"),
        ((HEAD + ROW * 20_001).encode(), "heeft 20001 regels; hoogstens 20000 kan"),
    ],
)
def test_what_is_no_such_file_is_said_so(data: bytes, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_tariffs(data)
    assert told in refused.value.text


def test_of_many_faults_the_first_are_told_and_the_rest_is_counted() -> None:
    with pytest.raises(Invalid) as refused:
        read_tariffs((HEAD + "10;10B01;;82;x;2026-01-01;\n" * 60).encode())
    assert refused.value.text.endswith("; en nog 10 fouten.")


@given(st.text() | st.text(alphabet=';"\n\r\0 10B-').map(lambda text: HEAD + text))
def test_whatever_text_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert isinstance(read_tariffs(text.encode("utf-8", "replace")).lines, tuple)
