"""A policy file that is wrong is refused, with the line and what is expected there."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gateway.policy
from gateway.policy.codes import DATES, DECISIONS, REPORTS, toetscodes
from gateway.policy.loading.line_numbers import regelnummers
from gateway.policy.loading.load import PolicyError, laad
from tests.support.examples import keer

BRON = Path(gateway.policy.__file__).with_name("data") / "noord-limburg" / "2024-01-01.toml"
TEKST = BRON.read_text("utf-8")
REGELS = TEKST.split("\n")
SLEUTELS = [n for n, regel in enumerate(REGELS) if re.match(r'[\w"].* = .*[^\\\[]$', regel)]
"""The lines that hold a key with its whole value."""
VRIJ = ("[gemeenten]", "[soorten]", "[meerwerk.10M01.gronden]")
"""The tables whose keys are names: one that is missing is told where it is used, if it is."""
OPTIONEEL = ("basis", "gemiddeld", "minstens", "hoogstens", "nieuw_tot", "overrulebaar", "eenheid")

veel = settings(
    max_examples=keer(0.5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beleid") / "ergens"
    folder.mkdir()
    return folder


def fouten(map_: Path, tekst: str, naam: str = "2024-01-01.toml") -> dict[int, str]:
    """What is wrong with this text, by line; {} when nothing is. The error names the file with each line."""
    bestand = map_ / naam
    bestand.write_bytes(tekst.encode("utf-8", "surrogatepass"))
    gevonden: PolicyError | None = None
    try:
        laad(bestand)
    except PolicyError as error:
        gevonden = error
    if gevonden is None:
        return {}
    eerste = gevonden.fouten[0]
    assert str(gevonden).splitlines()[0] == f"{bestand}:{eerste.regel}: {eerste.tekst}"
    assert all(1 <= each.regel <= tekst.count("\n") + 1 for each in gevonden.fouten)
    return {each.regel: each.tekst for each in gevonden.fouten}


def vervang(oud: str, nieuw: str) -> tuple[str, int]:
    """Our own file with the one place where `oud` stands changed, and the line of it."""
    assert TEKST.count(oud) == 1, oud
    return TEKST.replace(oud, nieuw), TEKST[: TEKST.index(oud)].count("\n") + 1


def test_the_folder_names_the_region(map_: Path) -> None:
    assert fouten(map_, TEKST) == {}
    assert laad(map_ / "2024-01-01.toml").regio == "ergens"
    assert laad(map_ / "2024-01-01.toml").geldig_vanaf == date(2024, 1, 1)


def test_a_length_may_be_one_number_of_months_only(map_: Path) -> None:
    assert fouten(map_, vervang("minstens = 1\nhoogstens = 4", "minstens = 4\nhoogstens = 4")[0]) == {}


def test_a_file_with_windows_line_ends_is_the_same_file(map_: Path) -> None:
    assert fouten(map_, TEKST.replace("\n", "\r\n")) == {}
    tekst, regel = vervang('soort = "verblijf"', 'soort = "verblif"')
    assert list(fouten(map_, tekst.replace("\n", "\r\n"))) == [regel]


@veel
@given(n=st.sampled_from(SLEUTELS))
def test_a_key_that_is_not_known_is_told_on_its_line(map_: Path, n: int) -> None:
    regels = [*REGELS]
    regels[n] = "on_bekend" + regels[n][regels[n].index(" = ") :]
    assert "on_bekend" in fouten(map_, "\n".join(regels))[n + 1]


@veel
@given(n=st.sampled_from(SLEUTELS), waarde=st.sampled_from(["[[]]", "{ a = 1 }", "-1", "1.5", "12:00:00", '""']))
def test_a_value_of_the_wrong_kind_is_told_on_its_line(map_: Path, n: int, waarde: str) -> None:
    regels = [*REGELS]
    sleutel = regels[n][: regels[n].index(" = ")]
    regels[n] = f"{sleutel} = {waarde}"
    gevonden = fouten(map_, "\n".join(regels))
    assert n + 1 in gevonden
    assert sleutel.strip('"') in gevonden[n + 1]


@veel
@given(n=st.sampled_from(SLEUTELS))
def test_a_key_that_is_missing_is_told_on_the_line_of_its_table(map_: Path, n: int) -> None:
    sleutel = REGELS[n].split(" = ")[0]
    boven = next((k for k in range(n, -1, -1) if REGELS[k].startswith("[")), 0)
    gevonden = fouten(map_, "\n".join(REGELS[:n] + REGELS[n + 1 :]))
    if sleutel in OPTIONEEL:
        assert all("basis" in each for each in gevonden.values())
    elif REGELS[boven] in VRIJ:
        assert all(sleutel in each for each in gevonden.values())
    else:
        assert sleutel.strip('"') in gevonden[boven + 1]


@veel
@given(n=st.sampled_from(SLEUTELS))
def test_a_key_that_is_there_twice_is_told(map_: Path, n: int) -> None:
    gevonden = fouten(map_, "\n".join([*REGELS[: n + 1], REGELS[n], *REGELS[n + 1 :]]))
    assert list(gevonden) == [n + 2]


@settings(veel, max_examples=keer(1))
@given(begin=st.integers(0, len(TEKST)), lengte=st.integers(0, 80), nieuw=st.text(max_size=6))
def test_whatever_is_written_over_it_the_file_is_good_or_a_line_is_named(
    map_: Path, begin: int, lengte: int, nieuw: str
) -> None:
    fouten(map_, TEKST[:begin] + nieuw + TEKST[begin + lengte :])


@pytest.mark.parametrize(
    ("oud", "nieuw", "zegt"),
    [
        ('meerwerk"\nsegment = "1B"', 'meerwerk"\nsegment = "1C"', "geen segment; die zijn 1A1"),
        ('"2A + 3A" = ', '"2A + 9Z" = ', '"9Z" is geen segment'),
        ('"2A + 3A" = ', '"2A" = ', "twee segmenten"),
        ('"2A + 3A" = ', '"2A + 3A + 1B" = ', "twee segmenten"),
        ("[toetsen.NL-208]", "[toetsen.NL-209]", "hoort hier niet"),
        ("[toetsen.NL-208]", "[toetsen.NL-999]", "hoort hier niet"),
        ("[bewaking.NL-804]", "[bewaking.NL-805]", "hoort hier niet"),
        ('soort = "verblijf"', 'soort = "verblif"', "of 'verblijf' zijn, en is \"verblif\""),
        ('soort = "verblijf"', 'soort = "verlenging"', "basis ontbreekt"),
        ('soort = "verblijf"', 'soort = "verblijf"\nbasis = "02A02"', "alleen bij een verlenging of meerwerk"),
        ('basis = "10B01"', 'basis = "10B02"', "geen traject in segment"),
        ('basis = "10B01"', 'basis = "10B09"', "geen product in"),
        ('basis = "10B01"', 'basis = "10M01"', "geen traject in segment"),
        ("minstens = 1\nhoogstens = 4", "minstens = 5\nhoogstens = 4", "moet minstens 5 zijn (minstens), en is 4"),
        ('categorie = "04"', 'categorie = "44"', "niet in de codelijst ProductCategorie"),
        ('eenheid = "14"', 'eenheid = "15"', "niet in de codelijst Eenheid"),
        ("hoogstens = 4", "hoogstens = 0", "moet minstens 1 zijn, en is 0"),
        ('gemeenten = ["0983"]', 'gemeenten = ["0984", "0985"]', '"0985" staat niet in'),
        ('segmenten = ["2A"]', 'segmenten = ["2A", "2A"]', "2 keer"),
        ("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-02", "het bestand heet 2024-01-01.toml"),
        ("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-01T00:00:00", "moet een datum zijn"),
        ('0983 = "Venlo"', '983 = "Venlo"', "vier cijfers"),
        ('0983 = "Venlo"', '0983 = " "', "is leeg"),
        ('[toetsen.NL-801]\ngevolg = "signaal"', '[toetsen.NL-801]\ngevolg = "blokkade"', "al gebeurd is"),
        ('[toetsen.NL-207]\ngevolg = "blokkade"', '[toetsen.NL-207]\ngevolg = "nee"', "'blokkade', 'signaal' of 'uit'"),
    ],
)
def test_what_contradicts_the_rest_of_the_file_is_told(map_: Path, oud: str, nieuw: str, zegt: str) -> None:
    tekst, regel = vervang(oud, nieuw)
    gevonden = fouten(map_, tekst)
    assert any(zegt in each for n, each in gevonden.items() if regel - 3 <= n <= regel + 3), gevonden


def test_a_pair_that_is_there_twice_is_told_whatever_its_order(map_: Path) -> None:
    tekst, regel = vervang('"1A1 + 1B" = ', '"2A + 1A1" = ')
    gevonden = fouten(map_, tekst)
    assert 'hetzelfde tweetal als "2A + 1A1"' in gevonden[regel + 1]
    assert "1A1 + 1B" in gevonden[REGELS.index("[stapeling]") + 1]


def test_the_grounds_of_a_product_that_is_no_extra_work_are_told(map_: Path) -> None:
    tekst = TEKST.replace("[meerwerk.10M01", "[meerwerk.10B01")
    assert 'geen product van soort "meerwerk"' in fouten(map_, tekst)[REGELS.index("[meerwerk.10M01]") + 1]


def test_a_conflict_names_both_texts(map_: Path) -> None:
    tekst, _ = vervang(
        '    "Handboek 3.0, hoofdstuk 5, segment logeren (noemt 1A2 als combinatie die niet mag)",\n', ""
    )
    assert any("minstens twee" in each for each in fouten(map_, tekst).values())


def test_only_a_blokkade_can_be_overruled(map_: Path) -> None:
    tekst, _ = vervang('[toetsen.NL-208]\ngevolg = "signaal"', '[toetsen.NL-208]\ngevolg = "uit"\noverrulebaar = true')
    assert any('"uit"' in each for each in fouten(map_, tekst).values())


@pytest.mark.parametrize("code", sorted(toetscodes(DECISIONS) | toetscodes(REPORTS) | toetscodes(DATES)))
def test_a_check_without_an_entry_is_told(map_: Path, code: str) -> None:
    begin = TEKST.index(f"[toetsen.{code}]")
    einde = TEKST.find("\n[", begin + 1)
    gevonden = fouten(map_, TEKST[:begin] + TEKST[einde + 1 if einde > 0 else len(TEKST) :])
    assert any(f"{code} ontbreekt" in each for each in gevonden.values())


def test_what_is_no_toml_and_no_utf_8_is_told_with_its_line(map_: Path) -> None:
    assert list(fouten(map_, "naam = 'a'\nbron =\n")) == [2]
    assert list(fouten(map_, "a = 1\nb = [1,\n2,\n")) == [4]
    assert list(fouten(map_, "a = 1\n\n# \ud800\n")) == [3]
    assert list(fouten(map_, "a = " + "[" * 100_000)) == [1]
    assert list(fouten(map_, "a = " + "9" * 5000)) == [1]
    assert 1 in fouten(map_, "")


def test_a_product_that_is_there_twice_is_told(map_: Path) -> None:
    tekst = TEKST + '\n[producten.04A01]\nnaam = "Nog eens"\n'
    (regel,) = fouten(map_, tekst)
    assert tekst.split("\n")[regel - 1] == "[producten.04A01]"


def test_a_table_written_in_another_way_has_its_lines_too() -> None:
    tekst = '# kop\na.b = 1\nc = { d = [1,\n 2], "e f" = """\nx = 9\n""" }\n[[g]]\nh = 1\n[[g]]\nh = 2\n[g.i]\nj = 3\n'
    plaatsen = regelnummers(tekst)
    assert plaatsen[("a", "b")] == 2
    assert plaatsen[("c", "d", 1)] == plaatsen[("c", "e f")] == 3
    assert plaatsen[("g", 0, "h")] == 8
    assert plaatsen[("g", 1)] == 9
    assert plaatsen[("g", 1, "h")] == 10
    assert plaatsen[("g", 1, "i", "j")] == 12
    assert ("x",) not in plaatsen


@pytest.mark.parametrize("bestand", sorted(BRON.parent.glob("*.toml")), ids=lambda each: each.stem)
def test_every_key_of_our_own_files_has_the_line_that_it_stands_on(bestand: Path) -> None:
    tekst = bestand.read_text("utf-8")
    regels, plaatsen = tekst.split("\n"), regelnummers(tekst)
    paden = list(_paden(tomllib.loads(tekst)))
    assert len(paden) > 300
    for pad in paden:
        *_, sleutel = (each for each in pad if isinstance(each, str))
        assert sleutel in regels[plaatsen[pad] - 1], pad


def _paden(waarde: Any, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key, and of every table in a list."""
    if isinstance(waarde, dict):
        for sleutel, onder in waarde.items():
            yield (*pad, sleutel)
            yield from _paden(onder, (*pad, sleutel))
    elif isinstance(waarde, list):
        for plaats, onder in enumerate(waarde):
            yield from _paden(onder, (*pad, plaats))
