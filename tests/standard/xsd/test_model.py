"""What a schema allows, read into a form to look things up in."""

import pytest

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xsd.model import Complex, read_model
from tests.standard.xsd.grammar import bundled_folder, model


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("wmo305.xsd", "<xs:sequence>", "<xs:choice>"),
        ("wmo305.xsd", '<xs:element name="Bericht"', '<xs:element name="Brief"'),
        ("wmo305.xsd", 'type="wmo305:Root"', 'type="iwmo:LDT_Naam"'),
        ("wmo305.xsd", 'type="wmo305:Root"', 'type="xs:decimal"'),
        ("wmo305.xsd", 'type="wmo305:Root"', 'type="wmo305:Onbekend"'),
        ("wmo305.xsd", '<xs:restriction base="iwmo:LDT_BerichtCode">', '<xs:restriction base="wmo305:Root">'),
        ("wmo305.xsd", 'maxOccurs="unbounded"', 'maxOccurs="7"'),
        ("wmo305.xsd", 'value="418"', r'value="\i418"'),
        ("wmo305.xsd", 'value="418"', 'value="[0-9-[5]]"'),
        ("wmo305.xsd", 'value="418"', 'value="(418"'),
        ("basisschema.xsd", '<xs:maxLength value="9"/>', '<xs:length value="9"/>'),
        ("basisschema.xsd", '<xs:maxLength value="9"/>', '<xs:maxLength value="lang"/>'),
    ],
)
def test_constructs_the_standard_does_not_use_have_no_model(name: str, old: str, new: str) -> None:
    folder = bundled_folder()
    text = folder.files[name].decode()
    assert old in text
    files = {
        **folder.files,
        name: text.replace(old, new)
        .replace("</xs:sequence>", "</xs:choice>" if "choice" in new else "</xs:sequence>")
        .encode(),
    }
    odd = type(folder)(folder.folder, files, folder.versions)
    assert read_model(odd, IWMO_3_2.kinds["WMO305"]) is None


def test_patterns_may_use_the_common_escapes() -> None:
    folder = bundled_folder()
    text = folder.files["wmo305.xsd"].decode().replace('value="418"', r'value="\d[\d\S]\s?^?$?\.?[\]]?8"')
    odd = type(folder)(folder.folder, {**folder.files, "wmo305.xsd": text.encode()}, folder.versions)
    assert read_model(odd, IWMO_3_2.kinds["WMO305"]) is None
    text = text.replace(r"[\d\S]", r"[\d\s]")
    odd = type(folder)(folder.folder, {**folder.files, "wmo305.xsd": text.encode()}, folder.versions)
    assert read_model(odd, IWMO_3_2.kinds["WMO305"]) is not None


def test_the_model_carries_the_meanings() -> None:
    header = model("WMO306").root.children[0].type
    assert bundled_folder().files
    retour = header.children[header.places[f"{{{model('WMO306').soort.namespace}}}RetourCodes"]].type
    codes = retour.children[0].type.codes
    assert codes["9056"] == "Identificatie moet uniek zijn"


@pytest.mark.parametrize("kind", IWMO_3_2.kinds.values(), ids=lambda kind: kind.name)
def test_every_kind_of_message_has_a_model_with_its_header_first(kind) -> None:
    found = read_model(bundled_folder(), kind)
    assert found is not None
    first = found.root.children[0]
    assert (first.name, first.required, first.unbounded) == ("Header", True, False)
    assert isinstance(first.type, Complex)
    assert found.root.places[first.tag] == 0
