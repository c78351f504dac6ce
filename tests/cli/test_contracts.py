"""A municipality's register of contracts is loaded as a whole, or not at all with every wrong line named."""

from pathlib import Path

import pytest

from tests.cli.running import invoke

KOP = "aanbieder,segment,soort,vanaf,tot\n"
GOED = KOP + "99990001,1A1,strategisch-regionaal,2024-01-01,\n99990002,vervoer,,2024-01-01,2024-12-31\n"

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
    """The register as it is shown, without the heading."""
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
        assert (result.exit_code, result.stderr) == (0, "0983: 2 contracten geladen\n"), data
        assert rows() == BOTH
        file.write_text(KOP + "99990001,2A,,2022-01-01,\n")
        assert "1 contract geladen" in invoke("contracts", "load", str(file), "--gemeente", "0983").stderr
    file.write_text(KOP)
    assert "0 contracten geladen" in invoke("contracts", "load", str(file), "--gemeente", "0983").stderr
    assert rows() == []


WRONG: list[tuple[str, list[str]]] = [
    ("99990001,1A,,2024-01-01,\n", ["regel 2", 'geen segment "1A"', "1A1"]),
    ("9999001,1A1,,2024-01-01,\n", ["regel 2", "geen AGB-code"]),
    ("99990001,1A1,lokaal,2024-01-01,\n", ["regel 2", 'geen soort "lokaal"', "basis-lokaal"]),
    (
        "99990001,1A1,,1-1-2024,\n\n99990001,1A1,,,31-12-2024\n",
        ["regel 2", "1-1-2024", "regel 4", "vanaf ontbreekt"],
    ),
    ("99990001,1A1,,2024-01-01,2023-12-31\n", ["regel 2", "ligt voor vanaf"]),
    ("99990001,1A1,,2024-01-01,,x\n", ["regel 2", "meer dan 5 kolommen"]),
    ("99990001\n", ["regel 2", "segment ontbreekt", "vanaf ontbreekt"]),
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
        file.write_text(KOP + text)
        result = invoke("contracts", "load", str(file), "--gemeente", "0983")
        assert result.exit_code == 1, text
        for part in told:
            assert part in result.stderr
    assert rows() == BOTH


def test_what_is_no_such_file_is_said_so(file: Path) -> None:
    for data, told in (
        (b"", "de kolommen zijn aanbieder, segment"),
        (b"aanbieder,segment\n", "de kolommen zijn"),
        (b"\xff\xfe", "geen UTF-8"),
        (KOP.encode() + b'"99990001', "regel 2"),
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
