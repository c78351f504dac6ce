"""The gateway held against the official kit on messages made for it, and the comparison itself held against a plant.

    GATEWAY_KIT_DIR=~/kit pytest tests/conformance/test_kit_comparison.py -s
    GATEWAY_KIT_SEED=7 GATEWAY_KIT_MESSAGES=100000 … to choose the messages and their number

prints the seed, so that a run can be done again, and a minimal message for each class of difference.
"""

import os
import secrets
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.messages.registry import REGISTRY
from gateway.rules.engine import JUDGED
from gateway.standard.xml.parse import XmlProblem, parse
from tests.conformance.generator import ENCODINGS, KINDS, changed, encoded, kind_of, valid_messages, written
from tests.conformance.kit import Comparison, Difference, Kit, NoKit, differences, minimal, our_verdict
from tests.rules.comparison import agree
from tests.standard.xsd.folders import copied
from tests.support.examples import times
from tests.support.messages.messages import schemas, wmo301, wmo305, xml

SHEET = Path(__file__).with_name("example.xslt")
IN_SHEET = frozenset({"CS058", "CS336", "CD086"})


def compare(kit: Kit, number: int, run: int, encodings: tuple[str, ...], only: frozenset[str] | None) -> Comparison:
    """Compare the kit and the gateway on `number` messages of the run with this seed."""

    def judges(message: bytes) -> list[Difference]:
        ours = our_verdict(schemas(), message)
        return list(differences(kind_of(message), kit.verdict(message), ours, only))

    comparison = Comparison(judges)

    @seed(run)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(written(encodings))
    def look(message: bytes) -> None:
        comparison.look(kind_of(message), message)

    look()
    return comparison


@pytest.mark.timeout(0)
def test_the_gateway_says_what_the_official_kit_says() -> None:
    folder = os.environ.get("GATEWAY_KIT_DIR")
    if not folder:
        pytest.skip("GATEWAY_KIT_DIR names no folder with the official schemas and rule sheet")
    try:
        kit = Kit(Path(folder).expanduser())
    except NoKit as error:
        pytest.fail(str(error))
    run = int(os.environ.get("GATEWAY_KIT_SEED") or secrets.randbelow(2**32))
    print(f"GATEWAY_KIT_SEED={run}")
    comparison = compare(kit, int(os.environ.get("GATEWAY_KIT_MESSAGES", "5000")), run, ENCODINGS, None)
    print(dict(sorted(comparison.seen.items())))
    report = comparison.report()
    assert not report, f"GATEWAY_KIT_SEED={run}\n\n{report}"


# --- the comparison itself, with our own schemas and a sheet of three rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a kit of our own, under names that no release has."""
    for path in sorted(copied(tmp_path).iterdir()):
        path.rename(path.with_name(f"OFFICIEEL_{path.stem.upper()}_v1.XSD"))
    (tmp_path / "regels").mkdir()
    (tmp_path / "regels" / "iWmo.XSL").write_bytes(SHEET.read_bytes())
    return tmp_path


def planted(folder: Path, name: str, old: str, new: str) -> None:
    [path] = folder.rglob(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def taken() -> tuple[str, ...]:
    """Return the encodings of the generator that the gateway takes."""

    def takes(encoding: str) -> bool:
        try:
            parse(encoded(xml(wmo305()), encoding))
        except XmlProblem:
            return False
        return True

    return tuple(filter(takes, ENCODINGS))


@pytest.mark.no_cover
def test_a_comparison_with_our_own_schemas_and_rules_finds_nothing(folder: Path) -> None:
    run = secrets.randbelow(2**32)
    comparison = compare(Kit(folder), times(3), run, taken(), IN_SHEET)
    assert not comparison.report(), f"seed {run}"
    assert sum(comparison.seen.values()) >= times(3)


def differ(folder: Path, message: bytes) -> list[Difference]:
    ours = our_verdict(schemas(), message)
    return list(differences(kind_of(message), Kit(folder).verdict(message), ours, IN_SHEET))


def test_a_rule_that_differs_is_found_with_a_minimal_message(folder: Path) -> None:
    message = xml(wmo305(status_aanlevering="3"))
    assert differ(folder, message) == []
    planted(folder, "iWmo.XSL", "$value = '1' or $value = '3'", "$value = '1'")
    expected = Difference("WMO305", "CS058: kit 1, gateway 0")
    assert differ(folder, message) == [expected]
    kit = Kit(folder)
    comparison = Comparison(
        lambda data: list(differences(kind_of(data), kit.verdict(data), our_verdict(schemas(), data), IN_SHEET))
    )
    comparison.look("WMO305", message)
    title, body = comparison.report().split("\n", 1)
    assert title == "WMO305 CS058: kit 1, gateway 0"
    assert differ(folder, body.encode()) == [expected]
    names = {etree.QName(each).localname for each in etree.fromstring(body).iter(etree.Element)}
    assert "StatusAanlevering" in names
    assert not {"Voornamen", "ToewijzingNummer", "Product"} & names


@pytest.mark.no_cover
def test_a_planted_difference_is_found_by_the_generator(folder: Path) -> None:
    planted(folder, "iWmo.XSL", "$value = '1' or $value = '3'", "$value = '3'")
    comparison = compare(Kit(folder), times(3), 1, ("utf-8",), IN_SHEET)
    assert any(each.what.startswith("CS058: kit") for each in comparison.found)


def test_a_schema_that_differs_is_found(folder: Path) -> None:
    message = xml(wmo301())
    planted(folder, "*BASISSCHEMA_v1.XSD", '<xs:pattern value="[0-9]{8}"/>', '<xs:pattern value="[1-8]{8}"/>')
    assert differ(folder, message) == [Difference("WMO301", "schema: kit refuses")]


def test_a_number_that_differs_is_found(folder: Path) -> None:
    rule = "<Fout><Code>CS336</Code><Details>RedenWijziging 01 mag niet meer.</Details></Fout>"
    planted(folder, "iWmo.XSL", rule, rule * 2)
    message = xml(wmo301(reden_wijziging="01"))
    assert differ(folder, message) == [Difference("WMO301", "CS336: kit 2, gateway 1")]


@pytest.mark.parametrize("pattern", ["regels/iWmo.XSL", "release/*BASISSCHEMA*", "release/*WMO325*"])
def test_a_folder_that_is_no_kit_is_told(folder: Path, pattern: str) -> None:
    [path] = folder.glob(pattern)
    path.unlink()
    with pytest.raises(NoKit):
        Kit(folder)


def test_a_message_that_no_longer_differs_in_another_encoding_is_kept() -> None:
    message = encoded(xml(wmo305()), "utf-16")
    assert minimal(message, lambda data: data == message) == message
    difference = Difference("WMO305", "schema: kit approves")
    comparison = Comparison(lambda data: [difference] if data == message else [])
    comparison.look("WMO305", message)
    assert comparison.report().startswith("WMO305 schema: kit approves\n\\xff\\xfe<")


# --- the generator in the ordinary suite


quiet = settings(max_examples=times(0.3), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("naam", KINDS)
@quiet
@given(st.data())
def test_two_processors_agree_on_level_1_of_generated_messages(naam: str, data: st.DataObject) -> None:
    message = data.draw(changed(valid_messages(naam)))
    assume("\u00a0".encode() not in message)  # white space for xmlschema, not for XML
    document = parse(message)
    found = schemas().second_opinion(document, schemas().findings(document))
    assert found.agrees, found.differences


@pytest.mark.parametrize("naam", JUDGED)
@quiet
@given(st.data())
def test_the_rules_say_what_the_oracle_says_of_generated_messages(naam: str, data: st.DataObject) -> None:
    agree(data.draw(changed(valid_messages(naam))))


def test_every_kind_of_message_is_generated() -> None:
    assert set(KINDS) == set(REGISTRY)
    assert len(KINDS) == 14


def test_all_encodings_say_the_same() -> None:
    message = xml(wmo305()).replace(b"Proefpersoon", "Zoë €".encode())
    plain = etree.tostring(etree.fromstring(message), method="c14n")
    for encoding in ENCODINGS:
        assert etree.tostring(etree.fromstring(encoded(message, encoding)), method="c14n") == plain, encoding
