"""A folder of official schemas serves whatever the letter case of its names; one that can't serve says why."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import SchemaFolderError, Schemas, Versions
from tests.standard.examples import changed, wmo305
from tests.standard.xsd.folders import copied


def works(folder: Path) -> bool:
    schemas = Schemas(folder)
    bad = parse(changed("<w:Geslacht>1", "<w:Geslacht>9"))
    return schemas.valid(parse(wmo305())) and not schemas.valid(bad) and len(schemas.findings(bad)) == 1


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(SchemaFolderError) as caught:
        Schemas(folder)
    return str(caught.value)


def test_a_copy_of_the_bundled_folder_serves(tmp_path: Path) -> None:
    assert works(copied(tmp_path))


@pytest.mark.parametrize("rename", [str.upper, str.capitalize, str.title, lambda name: name[:-4] + ".XSD"])
def test_letter_case_does_not_matter(tmp_path: Path, rename: Callable[[str], str]) -> None:
    folder = copied(tmp_path)
    for path in list(folder.iterdir()):
        path.rename(folder / rename(path.name))
    assert works(folder)


@pytest.mark.parametrize(
    "location", ["Basisschema.xsd", "BASISSCHEMA.XSD", "./basisschema.xsd", "..\\x\\Basisschema.xsd"]
)
def test_an_import_is_answered_from_the_folder_whatever_it_says(tmp_path: Path, location: str) -> None:
    folder = copied(tmp_path)
    for path in folder.glob("wmo*.xsd"):
        edited(path, 'schemaLocation="basisschema.xsd"', f'schemaLocation="{location}"')
    assert works(folder)


def test_other_prefixes_comments_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for path in folder.glob("*.xsd"):
        text = path.read_text("utf-8").replace("xs:", "xsd:").replace("xmlns:xs=", "xmlns:xsd=")
        body = text.partition("\n")[2]
        path.write_bytes(b"\xef\xbb\xbf<!-- uitgave -->\r\n" + body.encode())
    assert works(folder)


def test_other_files_and_subfolders_do_not_matter(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "leesmij.txt").write_text("x")
    (folder / "extra.xsd").write_text("geen schema")
    (folder / "oud").mkdir()
    assert works(folder)


def test_the_versions_are_those_the_files_state(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder / "wmo305.xsd", "<iwmo:BerichtXsdVersie>1.0.0<", "<iwmo:BerichtXsdVersie> 1.0.3\n<")
    edited(folder / "basisschema.xsd", "<iwmo:BasisschemaXsdVersie>1.0.0<", "<iwmo:BasisschemaXsdVersie>1.0.2<")
    schemas = Schemas(folder)
    assert schemas.versions(IWMO_3_2.kinds["WMO305"]) == Versions("1.0.3", "1.0.2")
    assert schemas.versions(IWMO_3_2.kinds["WMO306"]) == Versions("1.0.0", "1.0.2")


def test_missing_files_are_named_all_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "basisschema.xsd").unlink()
    (folder / "wmo325.xsd").unlink()
    text = refused(folder)
    assert str(folder) in text
    assert "er ontbreekt basisschema.xsd, wmo325.xsd" in text


def test_an_empty_folder_misses_everything(tmp_path: Path) -> None:
    text = refused(tmp_path)
    assert all(soort.schema in text for soort in IWMO_3_2.kinds.values())


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "is niet te lezen" in refused(tmp_path / "nergens")
    (tmp_path / "bestand").write_text("x")
    assert "is niet te lezen" in refused(tmp_path / "bestand")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "wmo301.xsd").unlink()
    (folder / "wmo301.xsd").mkdir()
    assert "wmo301.xsd is niet te lezen" in refused(folder)


def test_another_release_is_refused_by_its_namespace(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for path in folder.glob("*.xsd"):
        path.write_text(path.read_text("utf-8").replace("/3_2/", "/3_1/").replace(">3.2<", ">3.1<"), "utf-8")
    text = refused(folder)
    assert "basisschema.xsd is van namespace http://www.istandaarden.nl/iwmo/3_1/basisschema/schema" in text
    assert text.count("is van namespace") == 15


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">3.2<", ">3.1<", "wmo305.xsd is van release 3.1 in plaats van 3.2"),
        ("<iwmo:release>3.2</iwmo:release>", "", r"wmo305.xsd is van release \(niet vermeld\) in plaats van 3.2"),
        ('wmo305/schema"\n           targetNamespace=', 'x"\n           targetNamespaceX=', "namespace \\(geen\\)"),
        ("<xs:schema", "<xs:schema>", "wmo305.xsd is geen welgevormde XML"),
        ('xmlns:xs="http://www.w3.org/2001/XMLSchema"', 'xmlns:xs="urn:x"', "wmo305.xsd is geen XML-schema"),
    ],
)
def test_one_wrong_file_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = copied(tmp_path)
    edited(folder / "wmo305.xsd", old, new)
    assert re.search(told, refused(folder))


@pytest.mark.parametrize("release", ["3.2", "3.2.1", "3_2"])
def test_the_release_may_be_written_in_more_ways(tmp_path: Path, release: str) -> None:
    folder = copied(tmp_path)
    edited(folder / "wmo305.xsd", ">3.2<", f">{release}<")
    assert works(folder)


def test_files_that_swapped_names_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "wmo305.xsd").rename(folder / "x")
    (folder / "wmo307.xsd").rename(folder / "wmo305.xsd")
    (folder / "x").rename(folder / "wmo307.xsd")
    assert "wmo305.xsd is van namespace http://www.istandaarden.nl/iwmo/3_2/wmo307/schema" in refused(folder)


def test_one_name_twice_is_refused_unless_the_contents_are_the_same(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    twin = folder / "Basisschema.xsd"
    twin.write_bytes((folder / "basisschema.xsd").read_bytes())
    if len(list(folder.glob("*asisschema.xsd"))) < 2:
        pytest.skip("this file system ignores letter case")
    assert works(folder)
    edited(twin, "3.2", "3.2 ")
    assert "basisschema.xsd staat er meer dan eens, met verschillende inhoud" in refused(folder)


def test_a_schema_that_does_not_work_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder / "wmo306.xsd", 'type="iwmo:CDT_XsdVersie"', 'type="iwmo:CDT_Onzin"')
    assert "wmo306.xsd" in refused(folder)


def test_nothing_outside_the_folder_is_imported(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    outside = tmp_path / "outside.xsd"
    (folder / "basisschema.xsd").rename(outside)
    (folder / "basisschema.xsd").write_bytes(outside.read_bytes())
    for path in folder.glob("wmo*.xsd"):
        edited(path, 'schemaLocation="basisschema.xsd"', f'schemaLocation="{outside.as_uri()}"')
    assert "is geen geldig schema" in refused(folder)
