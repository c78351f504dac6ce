"""The second opinion on level 1: when the two processors agree, and what is told when they don't."""

import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from gateway.standard.xsd.second import MAX_BYTES, SecondOpinion
from tests.standard.examples import BSN, START, changed, wmo305
from tests.standard.xsd.folders import copied
from tests.standard.xsd.grammar import messages
from tests.support.examples import times

SCHEMAS = Schemas()
NUMBER = "<w:ToewijzingNummer>{}</w:ToewijzingNummer><w:Begindatum>"


def opinion(data: bytes, schemas: Schemas = SCHEMAS) -> SecondOpinion:
    document = parse(data)
    return schemas.second_opinion(document, schemas.findings(document))


def test_both_approve() -> None:
    found = opinion(wmo305())
    assert (found.valid, found.agrees, found.differences) == (True, True, ())
    assert found.processor.startswith("xmlschema ")
    assert found.text == "libxml2 en xmlschema keuren het bericht beide goed."


@pytest.mark.parametrize(
    "data",
    [
        changed(BSN, "x"),
        changed("<w:Geslacht>1</w:Geslacht>", ""),
        changed("<w:Geslacht>1</w:Geslacht>", "<w:G/>"),
        changed("<w:Client>", "<w:Client>los"),
        changed("<w:Bsn>", '<w:Bsn a="1">'),
        changed(BSN, "x").replace(b"<w:Geslacht>1</w:Geslacht>", b"<w:Geslacht>man</w:Geslacht>"),
    ],
)
def test_both_refuse_for_the_same(data: bytes) -> None:
    found = opinion(data)
    assert (found.valid, found.agrees, found.differences) == (False, True, ())
    assert found.text == "libxml2 en xmlschema keuren het bericht beide af."


def test_a_verdict_that_differs_is_told_with_its_place() -> None:
    found = opinion(changed("<w:Begindatum>", NUMBER.format("1\u00a0")))  # white space for xmlschema, not for XML
    assert (found.valid, found.agrees) == (True, False)
    assert found.text == (
        "Het schema-oordeel verschilt: libxml2 keurt het bericht af, xmlschema keurt het bericht goed."
    )
    (difference,) = found.differences
    assert difference.processor == "libxml2"
    assert difference.path == "/w:Bericht/w:Client/w:StartProducten/w:StartProduct/w:ToewijzingNummer"
    assert difference.line == 9
    assert "is geen geheel getal" in difference.text


def test_values_that_only_one_refuses_are_told_when_both_refuse_the_message() -> None:
    found = opinion(changed("<w:Begindatum>", NUMBER.format("1\u00a0")).replace(BSN.encode(), b"x"))
    assert (found.valid, found.agrees) == (False, False)
    assert found.text.endswith("maar niet om dezelfde waarden.")
    assert [(each.processor, each.path.rpartition(":")[2]) for each in found.differences] == [
        ("libxml2", "ToewijzingNummer")
    ]


def test_what_only_xmlschema_refuses_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    basis = folder / "basisschema.xsd"
    # libxml2 takes a hyphen at the end of a class for no hyphen; XML Schema has it as one of the characters.
    text = basis.read_text("utf-8").replace('<xs:pattern value="[^:Z]*"/>', '<xs:pattern value="[^:Z-]*"/>', 1)
    basis.write_text(text, "utf-8")
    schemas = Schemas(folder)
    document = parse(wmo305())
    found = schemas.second_opinion(document, schemas.findings(document))
    assert found.valid is False
    if schemas.valid(document):  # as libxml2 has it up to this day
        assert found.agrees is False
        assert {(each.processor, each.text) for each in found.differences} == {
            ("xmlschema", "de waarde past niet op het patroon")
        }


def test_a_comment_or_an_instruction_is_no_difference() -> None:
    for inside in ("<!-- x -->", "<?x y?>", "<![CDATA[]]>"):
        assert opinion(changed("1950-01-31", f"1950-{inside}01-31")).agrees


def test_no_value_and_no_bsn_is_shown() -> None:
    found = opinion(changed(BSN, f"{BSN}\u00a0").replace(b"START-1", f"{BSN}-{BSN}".encode()))
    assert BSN not in repr(found)


def test_a_message_beyond_the_bound_gets_none() -> None:
    found = opinion(wmo305(START * (MAX_BYTES // len(START) + 1)))
    assert (found.valid, found.agrees) == (None, None)
    assert found.text == "Geen tweede oordeel: het bericht is groter dan 2 MB."


def test_a_schema_that_xmlschema_refuses_is_told(tmp_path: Path) -> None:
    schemas = Schemas(copied(tmp_path))
    schemas._files.files["wmo305.xsd"] = b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:y/></xs:schema>"
    found = opinion(wmo305(), schemas)
    assert (found.valid, found.agrees) == (None, None)
    assert "xmlschema kan dit schema of bericht niet aan" in found.text


def test_nothing_is_fetched_for_a_message_or_a_schema(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/"
        folder = copied(tmp_path)
        for path in folder.glob("*.xsd"):
            text = path.read_text("utf-8").replace('schemaLocation="basis', f'schemaLocation="{place}basis')
            path.write_text(text, "utf-8")
        hint = f'xsi:schemaLocation="{place} {place}x.xsd" xsi:noNamespaceSchemaLocation="{place}y.xsd"'
        assert opinion(changed("<w:Client>", f"<w:Client {hint}>"), Schemas(folder)).agrees
        with pytest.raises(BlockingIOError):
            server.accept()


def test_file_names_in_another_letter_case_are_found(tmp_path: Path) -> None:
    for path in sorted(copied(tmp_path).iterdir()):
        (tmp_path / "OFFICIEEL").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "OFFICIEEL" / path.name.upper())
    assert opinion(wmo305(), Schemas(tmp_path / "OFFICIEEL")).agrees


def test_threads_share_the_schemas() -> None:
    schemas = Schemas()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: opinion(wmo305(), schemas).agrees, range(8)))
    assert found == [True] * 8


@settings(max_examples=times(1), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_valid_messages_of_every_kind_get_an_opinion_that_agrees(data: st.DataObject) -> None:
    root = data.draw(messages(data.draw(st.sampled_from(list(IWMO_3_2.kinds)))))
    text = etree.tostring(root, encoding="utf-8")
    assume("\u00a0".encode() not in text)  # white space for xmlschema, not for XML
    found = opinion(text)
    assert found.agrees, found.differences


def test_xmlschema_is_imported_by_nothing_that_does_not_ask_for_it() -> None:
    program = (
        "import sys; import gateway.app, gateway.cli.judging.judging, gateway.cli.commands.validate;"
        "from gateway.exchange.receiving.validate import judge_bytes;"
        "from gateway.standard.xsd.schemas import Schemas;"
        "judge_bytes(Schemas(), sys.stdin.buffer.read());"
        "sys.exit('xmlschema' in sys.modules or 'elementpath' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=changed(BSN, "x"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
