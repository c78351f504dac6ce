"""A scenario is read as it is written, and what can't be played is told with file and line."""

from pathlib import Path

import pytest

from gateway.simulator.mishaps import Mishap
from gateway.simulator.scenario import Habit, Scenario, ScenarioError, check_scenario, load_scenario
from gateway.standard.resources import bundled

GOOD = """\
zaad = 7
[partijen.0983]
adres = "http://127.0.0.1:8000/koppelvlakken/ggk"
sleutel_bestand = "sleutel"
[partijen.01234567]
gedrag = ["zwijgt"]
[[storingen]]
wat = "fout"
code = "IB010"
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "scenario.toml"
    file.write_text(text, "utf-8")
    (folder / "sleutel").write_text("gw_abc\n", "utf-8")
    return file


def test_a_scenario_with_a_key_in_a_file(tmp_path: Path) -> None:
    found = load_scenario(write(tmp_path, GOOD + '[tls]\ncertificaat = "sleutel"\nvertrouwt = "sleutel"\n'))
    assert found.zaad == 7
    assert (found.partijen["0983"].sleutel, found.partijen["01234567"].gedrag) == ("gw_abc", (Habit.ZWIJGT,))
    assert (found.storingen[0].wat, found.storingen[0].code) == (Mishap.FOUT, "IB010")
    assert found.tls is not None
    assert found.tls.certificaat == tmp_path / "sleutel"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("zaad = 7", "zaad = ", ": is geen geldige TOML"),
        ("zaad = 7", "zad = 7", ":1: zad is een sleutel die hier niet hoort"),
        ('"zwijgt"', '"slaapt"', ":6: partijen.01234567.gedrag.0 moet een van"),
        ("partijen.0983", "partijen.983", ":2: partijen.983 is geen gemeentecode"),
        ('"IB010"', '"IB999"', ":9: storingen.0.code IB999 staat in geen van de lijsten"),
        ('code = "IB010"', "", ":7: storingen.0.code hoort bij een storing 'fout'"),
        ('code = "IB010"', 'code = "IB010"\nfunctie = "JW301"', ":10: storingen.0.functie JW301 is geen berichtsoort"),
        ("adres =", 'sleutel = "a"\n# adres =', "heeft een sleutel en geen adres"),
        ("sleutel_b", 'sleutel = "a"\nsleutel_b', "heeft twee keer een sleutel"),
        ("gedrag", 'vecozo = true\nadres = "x"\ngedrag', ":5: partijen.01234567 staat bij vecozo"),
        ("[partijen.0983]", "[partijen.0983]\nvecozo = true", ":2: partijen.0983 staat bij vecozo"),
        ("gedrag", "vecozo = true\nadapter = true\ngedrag", ":7: partijen.01234567.adapter kan niet bij vecozo"),
        (
            "gedrag",
            "vecozo = true\n[partijen.76543210]\nvecozo = true\ngedrag",
            ":7: partijen.76543210 is de tweede bij vecozo",
        ),
        ("zaad = 7", "[tls]", ":1: tls heeft een map nodig"),
        ("zaad = 7", '[tls]\nmap = "x"\nvertrouwt = "x"', ":1: tls heeft een map nodig"),
        (
            "zaad = 7",
            '[tls]\ncertificaat = "x"\nvertrouwt = "x"\n[[storingen]]\nwat = "certificaat"\ngebrek = "verlopen"',
            ":6: storingen.0.gebrek verlopen kan alleen met een map",
        ),
        (
            "[partijen.01",
            '[[partijen.0983.toewijzingen]]\naanbieder = "99999999"\ningangsdatum = 2026-01-01\n[partijen.01',
            "99999999 staat niet onder partijen",
        ),
    ],
)
def test_what_cannot_be_played_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)


def test_one_made_by_hand_is_held_to_the_same() -> None:
    with pytest.raises(ScenarioError, match="geen gemeentecode"):
        check_scenario(Scenario.model_validate({"partijen": {"1": {}}}))


def test_the_examples_are_scenarios(tmp_path: Path) -> None:
    text = (bundled("samples") / "simulator" / "venlo.toml").read_text("utf-8").replace("ggk.sleutel", "sleutel")
    assert set(load_scenario(write(tmp_path, text)).partijen) == {"0983", "01234567", "76543210"}
    assert set(load_scenario(bundled("samples") / "simulator" / "alleen.toml").partijen) == {"0983", "01234567"}
