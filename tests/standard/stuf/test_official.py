"""What we send is held against the schema files of any folder, found by what they declare and named by their bytes."""

import hashlib
from pathlib import Path
from shutil import copy

import pytest

from gateway.standard.resources import bundled
from gateway.standard.stuf.messages import GGK, STUF
from gateway.standard.stuf.official import hold_against
from gateway.standard.stuf.schema import FOLDER
from gateway.standard.xsd.folder import SchemaFolderError

OURS = bundled("xsd") / FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with our own schemas, where the names of files and folders are others."""
    (tmp_path / "StUF").mkdir()
    copy(OURS / "ggk0210.xsd", tmp_path / "GGK-berichten.XSD")
    copy(OURS / "stuf0301.xsd", tmp_path / "StUF" / "StUF0301.xsd")
    return tmp_path


def test_each_message_is_valid_and_each_file_is_named(folder: Path) -> None:
    held = hold_against(folder)
    assert held.faults == {"Di01": [], "Du01": [], "Bv03": [], "Fo03": []}
    assert [(each.name, each.namespace) for each in held.files] == [("ggk-berichten.xsd", GGK), ("stuf0301.xsd", STUF)]
    assert held.files[0].sha256 == hashlib.sha256((OURS / "ggk0210.xsd").read_bytes()).hexdigest()


def test_what_another_schema_refuses_is_told_of_the_message_alone(folder: Path) -> None:
    stuf = folder / "StUF" / "StUF0301.xsd"
    text = stuf.read_text("utf-8")
    assert 'maxLength value="200"' in text
    stuf.write_text(text.replace('maxLength value="200"', 'maxLength value="2"'), "utf-8")
    faults = hold_against(folder).faults
    assert all("maxLength" in each[0] for each in faults.values())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xsd", "<a", "x.xsd is geen welgevormde XML"),
        ("x.xsd", "<a/>", "x.xsd is geen XML-schema"),
        ("stuf0301.xsd", "<a/>", "StUF0301.xsd staat er meer dan eens, met verschillende inhoud|stuf0301.xsd staat er"),
    ],
)
def test_a_folder_that_is_no_set_of_schemas_is_refused(folder: Path, name: str, content: str, said: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(SchemaFolderError, match=said):
        hold_against(folder)


def test_a_folder_without_the_messages_is_refused(tmp_path: Path) -> None:
    copy(OURS / "stuf0301.xsd", tmp_path / "stuf0301.xsd")
    with pytest.raises(SchemaFolderError, match="kent envelopHeenbericht-ggk_Di01"):
        hold_against(tmp_path)
