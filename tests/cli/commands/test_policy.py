"""What `gateway policy` says, and how it ends."""

import shutil
from pathlib import Path

import pytest

import gateway.policy
from gateway.policy.loading.diff import differences
from gateway.policy.loading.regions import load_region
from gateway.policy.table import cards, markdown
from tests.cli.running import invoke

EXAMPLE = Path(__file__).parents[3] / "samples/beleid/duinstreek"
MAP = Path(gateway.policy.__file__).with_name("data") / "noord-limburg"


def test_show_has_all_that_holds_on_a_day() -> None:
    shown = invoke("policy", "show", "--on", "2026-03-01")
    assert shown.exit_code == 0
    beleid = load_region("noord-limburg").versions[-1]
    for name in (*beleid.gemeenten.values(), *beleid.producten, *beleid.segmenten, *beleid.bewaking):
        assert name in shown.stdout
    (row,) = [line.split() for line in shown.stdout.splitlines() if line.startswith("logeren  ja")]
    assert row == ["logeren", "ja", "strijdig", "ja", "ja", "ja", "ja", "onbepaald", "met-drager"]


@pytest.mark.parametrize(
    ("day", "valid"), [("2023-12-31", "2022-01-01"), ("2024-01-01", "2024-01-01"), (None, "2024-01-01")]
)
def test_show_takes_the_text_of_the_day_or_of_today(day: str | None, valid: str) -> None:
    shown = invoke("policy", "show", *(("--on", day) if day else ()))
    assert f"geldig vanaf {valid}" in shown.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("args", "zegt"),
    [
        (("show", "--on", "2021-12-31"), "het eerste geldt vanaf 2022-01-01"),
        (("show", "--on", "1 mei"), "'1 mei' is geen datum"),
        (("show", "--regio", "heuvelland"), "er is beleid van noord-limburg"),
        (("diff", "2023-01-01", "nergens.toml"), "nergens.toml is niet te lezen: het bestaat niet."),
        (("check", "nergens.toml"), "nergens.toml is niet te lezen: het bestaat niet."),
        (("check", "docs"), "In docs staat geen bestand .toml"),
        (("checks", "NL-999"), "Er is geen toets 'NL-999'"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_one_line(args: tuple[str, ...], zegt: str) -> None:
    result = invoke("policy", *args)
    assert result.exit_code == 2
    assert zegt in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("bestand", sorted(MAP.glob("*.toml")), ids=lambda each: each.stem)
def test_check_finds_our_own_files_right(bestand: Path) -> None:
    result = invoke("policy", "check", bestand)
    assert result.exit_code == 0
    assert "in orde" in result.stdout


def test_check_names_each_error_with_its_line_and_ends_with_1(tmp_path: Path) -> None:
    tekst = (MAP / "2024-01-01.toml").read_text("utf-8")
    wrong = tmp_path / "2024-01-01.toml"
    wrong.write_text(tekst.replace('soort = "verblijf"', 'sort = "verblijf"').replace('"2A + 2B" = ', '"2A + 9Z" = '))
    result = invoke("policy", "check", wrong)
    assert result.exit_code == 1
    regel = tekst.split("\n").index('soort = "verblijf"') + 1
    assert f"{wrong}:{regel}: producten.04A01.sort is een sleutel die hier niet hoort" in result.stdout
    assert f"{wrong}:{regel - 3}: producten.04A01.soort ontbreekt" in result.stdout
    assert "2 fouten" in result.stderr


def test_check_takes_the_folder_of_a_region_and_says_what_to_do_about_each_error(tmp_path: Path) -> None:
    folder = tmp_path / "duinstreek"
    folder.mkdir()
    assert "geen bestand .toml" in " ".join(invoke("policy", "check", folder).stderr.split())
    text = (EXAMPLE / "2026-01-01.toml").read_text("utf-8")
    (folder / "2026-01-01.toml").write_text(text)
    later = text.replace("geldig_vanaf = 2026-01-01", "geldig_vanaf = 2027-01-01").replace('basis = "02D01"', "", 1)
    (folder / "2027-01-01.toml").write_text(later)
    result = invoke("policy", "check", folder)
    assert result.exit_code == 1
    right, wrong = result.stdout.splitlines()
    assert right.startswith(f"{folder / '2026-01-01.toml'}: in orde. ")
    line = text.splitlines().index("[producten.02D02]") + 1
    assert wrong.startswith(f"{folder / '2027-01-01.toml'}:{line}: producten.02D02.basis ontbreekt: ")
    assert wrong.endswith(". Te doen: Noem in basis de code van het traject.")
    assert invoke("policy", "check", EXAMPLE).exit_code == 0


def test_diff_tells_key_by_key_what_the_second_text_changed() -> None:
    result = invoke("policy", "diff", "2023-12-31", MAP / "2024-01-01.toml")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert f"{sum(not each.startswith('  ') for each in lines)} verschillen" in result.stderr
    assert "producten.02C02.hoogstens\n  + 12\n" in result.stdout
    assert "geldig_vanaf\n  - 2022-01-01\n  + 2024-01-01\n" in result.stdout
    assert "toetsen.NL-301.gevolg\n  - uit\n  + blokkade\n" in result.stdout
    assert "stapeling.1A1 + 1B.mag" not in result.stdout
    changes = differences(*load_region("noord-limburg").versions)
    longest = max(len(value or "") for each in changes for value in (each.old, each.new))
    assert max(map(len, lines)) <= longest + len("  + "), "a line is a key or a value"


def test_what_is_compared_with_itself_does_not_differ_and_back_is_the_other_way_round() -> None:
    first, second = load_region("noord-limburg").versions
    assert list(differences(first, first)) == []
    forward = {(each.key, each.old, each.new) for each in differences(first, second)}
    back = {(each.key, each.new, each.old) for each in differences(second, first)}
    assert forward == back
    assert invoke("policy", "diff", "2024-01-01", "2026-01-01").stdout == ""


def test_checks_are_all_there_with_what_they_lead_to() -> None:
    beleid = load_region("noord-limburg").versions[-1]
    shown = invoke("policy", "checks").stdout
    for card in cards():
        assert card.code in shown
        assert card.statement in shown
        assert beleid.toetsen[card.code].bron in shown
    assert all(each.open_vraag in shown for each in beleid.toetsen.values())
    assert invoke("policy", "checks", "--markdown").stdout == markdown(beleid)


@pytest.mark.parametrize("code", ["NL-201", "nl-201"])
def test_a_code_shows_the_whole_card(code: str) -> None:
    beleid = load_region("noord-limburg").versions[-1]
    shown = invoke("policy", "checks", code)
    assert shown.exit_code == 0
    [card] = [each for each in cards() if each.code == "NL-201"]
    words = set(shown.stdout.split())
    toets = beleid.toetsen["NL-201"]
    for text in (card.statement, card.remedy, card.note, toets.bron, toets.open_vraag, "blokkade", "ja"):
        assert set(text.split()) <= words
    assert "uit" in invoke("policy", "checks", "NL-301", "--on", "2023-01-01").stdout.split()


def test_a_region_of_the_operator_is_chosen_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "heuvelland").mkdir()
    shutil.copy(MAP / "2024-01-01.toml", tmp_path / "heuvelland")
    monkeypatch.setenv("GATEWAY_POLICY_DIR", str(tmp_path))
    assert "regio heuvelland" in invoke("policy", "show", "--regio", "heuvelland").stdout
    both = invoke("policy", "show")
    assert both.exit_code == 2
    assert "heuvelland, noord-limburg" in both.stderr


def test_a_broken_file_of_the_operator_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "2024-01-01.toml").write_text("naam = \n")
    monkeypatch.setenv("GATEWAY_POLICY_DIR", str(tmp_path))
    result = invoke("policy", "show", "--regio", "kapot")
    assert result.exit_code == 2
    assert "2024-01-01.toml:1: " in result.stderr


def test_the_gateway_does_not_start_on_policy_that_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "2024-01-01.toml").write_text("naam = \n")
    monkeypatch.setenv("GATEWAY_POLICY_DIR", str(tmp_path))
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://nergens.invalid/niets")
    result = invoke("worker")
    assert result.exit_code == 2
    assert "2024-01-01.toml:1: " in result.stderr


def test_b19_of_many_faults_in_a_policy_the_first_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "proef" / "2024-01-01.toml"
    file.parent.mkdir()
    text = (MAP / "2024-01-01.toml").read_text("utf-8")
    file.write_text(text + "\n".join(f'[producten."{number}"]\nnaam = 1' for number in range(200)), "utf-8")
    result = invoke("policy", "check", file)
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 51
    assert "en nog " in result.stdout.splitlines()[-1]
    assert result.stderr.count("\n") == 1
