"""A policy file that contradicts itself, or the checks there are, is refused with the line."""

from pathlib import Path

import pytest

from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes
from tests.support.policy.files import LINES, TEXT, faults_in, replaced


def test_a_length_may_be_one_number_of_months_only(directory: Path) -> None:
    assert faults_in(directory, replaced("minstens = 1\nhoogstens = 4", "minstens = 4\nhoogstens = 4")[0]) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('niet_na = ["10M01"]', 'niet_na = ["10M09"]', '"10M09" is geen product'),
        ('van = ["2A", "2B"]', 'van = ["2A", "2C"]', "geen segment; die zijn 1A1"),
        ("[instroom.2B]", "[instroom.2C]", "geen segment; die zijn 1A1"),
        ('meerwerk"\nsegment = "1B"', 'meerwerk"\nsegment = "1C"', "geen segment; die zijn 1A1"),
        ('"2A + 3A" = ', '"2A + 9Z" = ', '"9Z" is geen segment'),
        ('"2A + 3A" = ', '"2A" = ', "twee segmenten"),
        ('"2A + 3A" = ', '"2A + 3A + 1B" = ', "twee segmenten"),
        ("[toetsen.NL-208]", "[toetsen.NL-999]", "hoort hier niet"),
        ("[bewaking.NL-804]", "[bewaking.NL-805]", "hoort hier niet"),
        ('soort = "verblijf"', 'soort = "verlenging"', "basis ontbreekt"),
        ('soort = "verblijf"', 'soort = "verblijf"\nbasis = "02A02"', "alleen bij een verlenging of meerwerk"),
        ('basis = "10B01"', 'basis = "10B02"', "geen traject in segment"),
        ('basis = "10B01"', 'basis = "10B09"', "geen product in"),
        ('basis = "10B01"', 'basis = "10M01"', "geen traject in segment"),
        ("minstens = 1\nhoogstens = 4", "minstens = 5\nhoogstens = 4", "moet minstens 5 zijn (minstens), en is 4"),
        ('categorie = "04"', 'categorie = "44"', "niet in de codelijst ProductCategorie"),
        ('eenheid = "14"', 'eenheid = "15"', "niet in de codelijst Eenheid"),
        ('gemeenten = ["0983"]', 'gemeenten = ["0984", "0985"]', '"0985" staat niet in'),
        ('segmenten = ["2A"]', 'segmenten = ["2A", "2A"]', "2 keer"),
        ('doorstroom = "2A"', 'doorstroom = "2C"', "geen segment; die zijn 1A1"),
        ("aansluitend = 1", "aansluitend = 6", "moet meer dan 6 zijn"),
        ('gebonden = ["strategisch-regionaal"]', 'gebonden = ["groot"]', '"groot" staat niet in [soorten]'),
        ("hoogstens = 15", "hoogstens = 15\nminstens = 1", "minstens of hoogstens"),
        ("hoogstens = 15\n", "", "minstens of hoogstens"),
        ('meting = "terugkeer"\nsegment = "1A1"', 'meting = "terug"\nsegment = "1A1"', "geen meting per segment"),
        ('meting = "terugkeer"\nsegment = "1B"', 'meting = "terugkeer"\nsegment = "1A1"', "een tweede streefwaarde"),
        ('[toetsen.NL-801]\ngevolg = "signaal"', '[toetsen.NL-801]\ngevolg = "blokkade"', "al gebeurd is"),
    ],
)
def test_what_contradicts_the_rest_of_the_file_is_told(directory: Path, old: str, new: str, message: str) -> None:
    text, line = replaced(old, new)
    found = faults_in(directory, text)
    assert any(message in each for n, each in found.items() if line - 3 <= n <= line + 3), found


def test_a_pair_that_is_there_twice_is_told_whatever_its_order(directory: Path) -> None:
    text, line = replaced('"1A1 + 1B" = ', '"2A + 1A1" = ')
    found = faults_in(directory, text)
    assert 'hetzelfde tweetal als "2A + 1A1"' in found[line + 1]
    assert "1A1 + 1B" in found[LINES.index("[stapeling]") + 1]


def test_the_grounds_of_a_product_that_is_no_extra_work_are_told(directory: Path) -> None:
    text = TEXT.replace("[meerwerk.10M01", "[meerwerk.10B01")
    assert 'geen product van soort "meerwerk"' in faults_in(directory, text)[LINES.index("[meerwerk.10M01]") + 1]


def test_a_conflict_names_both_texts(directory: Path) -> None:
    first = "hoofdstuk 5, segment logeren (noemt 1A2 als combinatie die niet mag)"
    second = "hoofdstuk 5, segment logeren, inhoud (dagbesteding die er al is, gaat bij voorkeur door)"
    text, _ = replaced(f'    "Handboek 3.0, {first}",\n    "Handboek 3.0, {second}",\n', "")
    assert any("minstens twee" in each for each in faults_in(directory, text).values())


def test_only_a_blokkade_can_be_overruled(directory: Path) -> None:
    text, _ = replaced('[toetsen.NL-208]\ngevolg = "signaal"', '[toetsen.NL-208]\ngevolg = "uit"\noverrulebaar = true')
    assert any('"uit"' in each for each in faults_in(directory, text).values())


@pytest.mark.parametrize("code", sorted(check_codes(DECISIONS) | check_codes(REPORTS) | check_codes(DATES)))
def test_a_check_without_an_entry_is_told(directory: Path, code: str) -> None:
    begin = TEXT.index(f"[toetsen.{code}]")
    end = TEXT.find("\n[", begin + 1)
    found = faults_in(directory, TEXT[:begin] + TEXT[end + 1 if end > 0 else len(TEXT) :])
    assert any(f"{code} ontbreekt" in each for each in found.values())
