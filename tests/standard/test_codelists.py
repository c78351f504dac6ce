"""The codes and their meanings, which the schemas and the tables share."""

from lxml import etree

from gateway.standard import codelists
from gateway.standard.resources import bundled

XS = "{http://www.w3.org/2001/XMLSchema}"


def test_a_code_has_a_meaning() -> None:
    assert codelists.meaning("LDT_Eenheid", "14") == "Etmaal"
    assert codelists.meaning("LDT_LandCode", "NL") == "Nederland"
    assert codelists.meaning("LDT_Eenheid", "15") is None
    assert codelists.meaning("LDT_Onbekend", "14") is None
    assert not codelists.values("LDT_Naam")


def test_every_list_of_the_schema_is_there_with_all_its_meanings() -> None:
    basis = etree.parse(str(bundled("xsd") / "iwmo-3.2" / "basisschema.xsd")).getroot()
    stated = {
        kind.get("name"): {
            code.get("value"): code.findtext(f"{XS}annotation/{XS}documentation")
            for code in kind.iter(f"{XS}enumeration")
        }
        for kind in basis.iterchildren(f"{XS}simpleType")
        if next(kind.iter(f"{XS}enumeration"), None) is not None
    }
    assert {name: dict(codelists.values(name)) for name in codelists.types()} == stated
    assert all(meaning for codes in stated.values() for meaning in codes.values())
    assert sum(map(len, stated.values())) == 448
