"""A municipality's register of contracts is loaded as a whole, or not at all with every wrong line named."""

from pathlib import Path

import pytest

from gateway.exchange.assigning.registers.contract_file import read_contracts
from tests.api.http.test_export import table
from tests.cli.running import invoke

HEADER = "aanbieder,segment,soort,vanaf,tot\n"
GOED = HEADER + "99990001,1A1,strategisch-regionaal,2024-01-01,\n99990002,vervoer,,2024-01-01,2024-12-31\n"

OTHER_ORDER = """tot,vanaf,soort,segment,aanbieder
,2024-01-01, strategisch-regionaal ,1A1,99990001

2024-12-31,2024-01-01,,vervoer,99990002
"""


@pytest.fixture(autouse=True)
def venlo(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    invoke("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo", "--beleid", "noord-limburg")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "contracten.csv"


def rows() -> list[list[str]]:
    """Return the register as it is shown, without the heading."""
    return [line.split() for line in invoke("contracts", "list", "--gemeente", "0983").stdout.splitlines()][1:]


BOTH = [["99990001", "1A1", "strategisch-regionaal", "2024-01-01"], ["99990002", "vervoer", "2024-01-01", "2024-12-31"]]


def test_a_register_is_loaded_and_replaces_the_one_before(file: Path) -> None:
    for data in (
        GOED.encode(),
        GOED.replace(",", ";").encode("utf-8-sig"),
        GOED.replace("\n", "\r\n").encode(),
        OTHER_ORDER.encode(),
    ):
        file.write_bytes(data)
        result = invoke("contracts", "load", str(file), "--gemeente", "0983")
        assert result.exit_code == 0, data
        assert "0983: 2 nieuw, 0 gewijzigd, 0 eindigend, " in result.stderr
        assert rows() == BOTH
        file.write_text(HEADER + "99990001,2A,,2022-01-01,\n")
        assert (
            "1 nieuw, 0 gewijzigd, 0 eindigend, 2 vervallen, 0 ongewijzigd; geladen"
            in invoke("contracts", "load", str(file), "--gemeente", "0983").stderr
        )
    file.write_text(HEADER)
    assert (
        "0 nieuw, 0 gewijzigd, 0 eindigend, 1 vervallen"
        in invoke("contracts", "load", str(file), "--gemeente", "0983").stderr
    )
    assert rows() == []


WRONG: list[tuple[str, list[str]]] = [
    ("99990001,1A,,2024-01-01,\n", ["regel 2, kolom segment", 'geen segment "1A"', "1A1"]),
    ("9999001,1A1,,2024-01-01,\n", ["regel 2", "geen AGB-code"]),
    ("99990001,1A1,lokaal,2024-01-01,\n", ["regel 2", 'geen soort "lokaal"', "basis-lokaal"]),
    (
        "99990001,1A1,,1-1-2024,\n\n99990001,1A1,,,31-12-2024\n",
        ["regel 2", "1-1-2024", "regel 4, kolom vanaf: ontbreekt"],
    ),
    ("99990001,1A1,,2024-01-01,2023-12-31\n", ["regel 2", "ligt voor vanaf"]),
    ("99990001,1A1,,2024-01-01,,x\n", ["regel 2", "meer dan 5 kolommen"]),
    ("99990001\n", ["regel 2, kolom segment: ontbreekt", "regel 2, kolom vanaf: ontbreekt"]),
    (
        "99990001,1A1,,2024-03-01,\n99990001,1B,,2024-01-01,\n99990001,1A1,basis-lokaal,2024-01-01,2024-03-01\n",
        ["regel 2", "2024-03-01", "het contract van regel 4"],
    ),
    ("99990001,1A1,,2024-01-01,\n99990001,1A1,,2024-01-01,\n", ["het contract van regel 2"]),
]


def test_every_wrong_line_is_named_and_all_stays_as_it_was(file: Path) -> None:
    file.write_text(GOED)
    invoke("contracts", "load", str(file), "--gemeente", "0983")
    for text, told in WRONG:
        file.write_text(HEADER + text)
        result = invoke("contracts", "load", str(file), "--gemeente", "0983")
        assert result.exit_code == 1, text
        for part in told:
            assert part in result.stderr
    assert rows() == BOTH


def test_what_is_no_such_file_is_said_so(file: Path) -> None:
    for data, told in (
        (b"", "de kolommen zijn aanbieder, segment"),
        (b"aanbieder,segment\n", "de kolommen zijn"),
        (b"\xff\xfe", "is UTF-16"),
        (HEADER.encode() + b'"99990001', "regel 2"),
    ):
        file.write_bytes(data)
        result = invoke("contracts", "load", str(file), "--gemeente", "0983")
        assert result.exit_code == 1
        assert told in result.stderr
    result = invoke("contracts", "load", str(file.with_name("weg.csv")), "--gemeente", "0983")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_only_a_municipality_with_a_policy_keeps_contracts(file: Path) -> None:
    file.write_text(GOED)
    invoke("accounts", "change", "0983", "--beleid", "geen")
    for code, told in (("0983", "geen beleid gekozen"), ("0984", "geen gemeente op deze gateway")):
        result = invoke("contracts", "load", str(file), "--gemeente", code)
        assert result.exit_code == 1
        assert told in result.stderr
    assert "geen gemeente op deze gateway" in invoke("contracts", "list", "--gemeente", "0984").stderr


@pytest.mark.parametrize(("line", "said"), [(2, "regel 2"), (3, "regel 3"), (40, "regel 40")])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_b19_a_quote_that_is_not_closed_is_told_of_the_line_where_it_was_opened(
    file: Path, line: int, said: str, ending: str
) -> None:
    lines = [HEADER.strip(), *(f"9999{number:04d},1A1,,2024-01-01," for number in range(2, 60))]
    lines[line - 1] = f'9999{line:04d},"1A1,,2024-01-01,'
    file.write_bytes(ending.join(lines).encode())
    result = invoke("contracts", "load", file, "--gemeente", "0983")
    assert result.exit_code == 1
    assert result.stderr == (
        f"gateway: Het register van contracten is niet gewijzigd: {said}: een aanhalingsteken dat hier begint, wordt "
        "niet gesloten.\n"
    )


def test_b19_two_quotes_that_are_not_closed_do_not_close_each_other(file: Path) -> None:
    file.write_text(
        HEADER + '"99990001,1A1,,2024-01-01,\n99990001,1A2,,2024-01-01,\n99990001,"1B,,2024-01-01,\n', "utf-8"
    )
    told = invoke("contracts", "load", file, "--gemeente", "0983").stderr
    assert "regel 2: een aanhalingsteken" in told
    assert "regel 4: een aanhalingsteken" in told
    assert "regel 3" not in told


@pytest.mark.parametrize(("many", "rest"), [(50, ""), (51, "\n  en nog 1 fout"), (9_000, "\n  en nog 8950 fouten")])
def test_b19_of_many_faults_the_first_are_told_and_the_rest_is_counted(file: Path, many: int, rest: str) -> None:
    file.write_text(HEADER + "99990001,1A1,,morgen,\n" * many, "utf-8")
    told = invoke("contracts", "load", file, "--gemeente", "0983").stderr
    assert told.count("is geen datum") == 50
    assert told.endswith(f"{rest}\n") or not rest
    assert "en nog" in told or not rest


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            HEADER.encode() + b"99990001,1A1,,2024-01-01,\n99990001,caf\xe9,,2024-01-01,\n",
            'regel 3, kolom segment: noord-limburg kent geen segment "café"',
        ),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"\x81", "regel 2: bevat een teken van geen bekende tekenset"),
        (HEADER.encode("utf-16"), "is UTF-16; bewaar het"),
        (HEADER.encode() + b'99990001,"1A1"x,,2024-01-01,\n', "regel 2: de aanhalingstekens kloppen hier niet"),
        (HEADER.encode() + b"9" * 200_000 + b"\n", "regel 2: de regel is te lang"),
        (HEADER.encode() + b"9999\x000001,1A1,,2024-01-01,\n", "regel 2"),
    ],
    ids=["latin-1", "no charset after a mark", "utf-16", "quotes", "a long line", "a nul"],
)
def test_b19_what_a_csv_may_have_wrong_is_told_with_its_line(file: Path, data: bytes, told: str) -> None:
    file.write_bytes(data)
    result = invoke("contracts", "load", file, "--gemeente", "0983")
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("begin", ["", "\ufeff", "sep=;\r\n", "\ufeffsep=;\r\n"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_b19_what_spreadsheets_make_of_csv_is_taken(begin: str, separator: str) -> None:
    begin = begin.replace(";", separator)
    text = begin + (HEADER + '"99990001",1A1,,2024-01-01,\n').replace(",", separator).replace("\n", "\r\n")
    [regel] = read_contracts(text.encode()).lines
    assert (regel.contract.aanbieder, regel.contract.segment, regel.contract.tot) == ("99990001", "1A1", None)
    assert regel.plaats == f"regel {3 if 'sep' in begin else 2}"


def test_a_preview_shows_what_a_load_then_does(file: Path) -> None:
    file.write_bytes(GOED.replace(",", ";").replace("\n", "\r\n").encode("cp1252"))
    trial = invoke("contracts", "load", file, "--gemeente", "0983", "--proef")
    assert "proef, er is niets gewijzigd" in trial.stderr
    assert rows() == []
    loaded = invoke("contracts", "load", file, "--gemeente", "0983")
    assert (loaded.exit_code, loaded.stdout) == (0, trial.stdout)
    assert "nieuw      aanbieder 99990002 segment vervoer 2024-01-01 t/m 2024-12-31\n" in loaded.stdout
    assert "gelezen als UTF-8, gescheiden door ;" in loaded.stderr
    assert "contracten_geladen" in invoke("accounts", "history", "0983").stdout

    text = invoke("contracts", "list", "--gemeente", "0983", "--formaat", "csv").stdout
    file.write_text(text.replace("2024-12-31", "2024-06-30").replace("strategisch-regionaal", "basis-lokaal"))
    told = invoke("contracts", "load", file, "--gemeente", "0983").stdout
    assert {line.split()[0] for line in told.splitlines()} == {"gewijzigd", "eindigt"}


def test_a_product_and_a_ceiling_are_shown(file: Path) -> None:
    text = "aanbieder;segment;product;soort;plafond;vanaf;tot\n99990001;1B;10B01;;1.250.000,00;2026-01-01;2026-12-31\n"
    file.write_text(text)
    told = invoke("contracts", "load", file, "--gemeente", "0983").stdout
    assert told == (
        "nieuw      aanbieder 99990001 product 10B01 (segment 1B) plafond € 1.250.000,00 2026-01-01 t/m 2026-12-31\n"
    )
    assert rows() == [["99990001", "1B", "10B01", "€", "1.250.000,00", "2026-01-01", "2026-12-31"]]
    shown = invoke("contracts", "list", "--gemeente", "0983", "--formaat", "csv").stdout
    assert shown == text.replace("1.250.000,00", "1250000,00")
    sheet = file.with_suffix(".xlsx")
    assert invoke("contracts", "list", "--gemeente", "0983", "--xlsx", sheet).exit_code == 0
    assert table(sheet.read_bytes(), "xlsx") == [line.split(";") for line in shown.splitlines()]
