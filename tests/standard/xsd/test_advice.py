"""What a person at a back office is told to do about a value that the schema refuses, in each of the message types."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.findings import Finding
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from gateway.standard.xsd.values import obeys, why
from tests.standard.examples import changed
from tests.standard.xsd.advised import KINDS, advice_on, everywhere, places
from tests.standard.xsd.grammar import messages
from tests.support.examples import times

SCHEMAS = Schemas()
quiet = settings(max_examples=times(1), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("datatype", "text", "words"),
    [
        ("LDT_Datum", "31-12-2025", "Schrijf 2025-12-31: eerst het jaar, dan de maand, dan de dag."),
        ("LDT_Datum", "20251231", "Schrijf 2025-12-31: met streepjes ertussen."),
        ("LDT_Datum", "31122025", "Schrijf 2025-12-31: eerst het jaar"),
        ("LDT_Datum", "2025/12/31", "Schrijf 2025-12-31: met streepjes"),
        ("LDT_Datum", "2025-1-5", "Schrijf 2025-01-05: met streepjes en twee cijfers voor maand en dag."),
        ("LDT_Datum", "5 mrt 2025", "Schrijf 2025-03-05: met de maand in cijfers."),
        ("LDT_Datum", "12/31/2025", "Schrijf 2025-12-31"),
        ("LDT_Datum", "31-12-25", "Schrijf het jaar met vier cijfers: 2025-12-31 of 1925-12-31."),
        ("LDT_Datum", "2025-12-31T00:00:00", "Schrijf 2025-12-31: zonder tijd."),
        ("LDT_Datum", "2025-12-31Z", "Schrijf 2025-12-31: zonder tijdzone."),
        ("LDT_Datum", "46022", "Schrijf 2025-12-31: 46022 is het dagnummer waarmee Excel die dag bewaart."),
        ("LDT_Datum", "2025-02-31", "Kies een dag die bestaat; de laatste van die maand is 2025-02-28."),
        ("LDT_Datum", "2025-02-29", "Kies een dag die bestaat; de laatste van die maand is 2025-02-28."),
        ("LDT_Datum", "2025-13-01", "Bedoelt u 2025-01-13? Dag en maand lijken verwisseld."),
        ("LDT_Datum", "2025-13-32", "Kies een dag die bestaat."),
        ("LDT_Datum", "31-02-2025", "Die dag bestaat niet: februari 2025 heeft 28 dagen."),
        ("LDT_Datum", "2025\u201112\u201131", "Schrijf 2025-12-31: met gewone tekens."),
        ("LDT_Datum", "31\u201312\u20132025", "Schrijf 2025-12-31"),
        ("LDT_Datum", "2025-12-31\u00a0", "Schrijf 2025-12-31: met gewone tekens."),
        ("LDT_Tijd", "9:30", "Schrijf 09:30:00"),
        ("LDT_Tijd", "09.30", "Schrijf 09:30:00"),
        ("LDT_Tijd", "09:30:00+01:00", "Schrijf 09:30:00: uren, minuten en seconden, zonder tijdzone."),
        ("LDT_Tijd", "25:00:00", "zoals 09:30:00"),
    ],
)  # fmt: skip
def test_a_date_or_time_is_mended_wherever_it_stands(datatype: str, text: str, words: str) -> None:
    found = everywhere(datatype)
    assert found
    for name, place in found:
        assert words in advice_on(name, place, text), (name, place)


def test_unknown_parts_of_a_birth_date_point_to_datumgebruik() -> None:
    for text, words in {
        "1950-00-00": "schrijf dan 1950-01-01 met 2 in DatumGebruik",
        "00-05-1950": "schrijf dan 1950-05-01 met 1 in DatumGebruik",
        "0000-00-00": "schrijf dan 1900-01-01 met 3 in DatumGebruik",
    }.items():
        assert words in advice_on("WMO305", "Geboortedatum/Datum", text)
        assert "DatumGebruik" not in advice_on("WMO305", "StartProduct/Begindatum", text)


def test_an_invisible_character_in_a_shown_value_is_made_visible() -> None:
    (finding,) = SCHEMAS.findings(parse(changed("1950-01-31", "1950\u200b-01\u202e-31\u2028")))
    assert finding.values == {"Datum": "1950\\u200b-01\\u202e-31\\u2028"}


def test_a_name_that_is_too_long_is_not_blamed_on_its_quotes() -> None:
    simple, _kind = places("WMO305")["Geslachtsnaam/Achternaam"]
    assert why(simple, "\u2019" * 201) == "is 201 tekens lang"


@pytest.mark.parametrize("text", ["n.v.t.", "-", "onbekend", "NULL", "#N/B"])
def test_a_text_for_nothing_is_treated_as_nothing(text: str) -> None:
    data = changed("<w:Begindatum>", f"<w:ToewijzingIngangsdatum>{text}</w:ToewijzingIngangsdatum><w:Begindatum>")
    (finding,) = SCHEMAS.findings(parse(data))
    assert finding.remedy == "Laat ToewijzingIngangsdatum weg, of vul een waarde in."


# --- leaving out, for all kinds of message


def emptied(data: st.DataObject) -> tuple[etree._Element, etree._Element, Finding]:
    """Return a valid message of any kind with one value emptied, the element, and the one finding on it."""
    root = data.draw(messages(data.draw(st.sampled_from(KINDS)), most=2))
    leaf = data.draw(st.sampled_from([each for each in root.iter(etree.Element) if not len(each)]))
    leaf.text = data.draw(st.sampled_from([None, "", " ", "\n"]))
    findings = SCHEMAS.findings(parse(etree.tostring(root, encoding="utf-8")))
    assume(findings)  # of a few types a blank is a value
    (finding,) = findings
    return root, leaf, finding


@quiet
@given(st.data())
def test_leaving_out_is_advised_exactly_where_it_makes_the_message_valid(data: st.DataObject) -> None:
    root, leaf, finding = emptied(data)
    gone: etree._Element | None = leaf
    advised = re.match(r"Laat (?:heel )?(\w+) weg, of vul", finding.remedy)
    if advised:
        while gone is not None and etree.QName(gone).localname != advised[1]:
            gone = gone.getparent()
    assert gone is not None
    parent = gone.getparent()
    assert parent is not None
    parent.remove(gone)
    valid = SCHEMAS.valid(parse(etree.tostring(root, encoding="utf-8")))
    assert valid is bool(advised), finding.remedy
    assert advised or finding.remedy.startswith("Vul ")


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("</i:Geslachtsnaam>", "</i:Geslachtsnaam><i:Voornamen/>", "Laat Voornamen weg, of vul een waarde in."),
        ("Jansen", "", "Vul Achternaam in: dat is verplicht in Geslachtsnaam."),
        (
            "<w:Begindatum>",
            "<w:Product><i:Categorie/></w:Product><w:Begindatum>",
            "Laat heel Product weg, of vul Categorie in.",
        ),
        (
            "<w:Begindatum>",
            "<w:Product><i:Categorie/><i:Code>02A02</i:Code></w:Product><w:Begindatum>",
            "Vul Categorie in: dat is verplicht in Product.",
        ),
        (
            "<w:Begindatum>",
            "<w:Product/><w:Begindatum>",
            "Laat Product weg, of voeg Categorie toe aan Product.",
        ),
        (
            "<w:Begindatum>",
            '<w:ToewijzingNummer xsi:nil="1">1</w:ToewijzingNummer><w:Begindatum>',
            "Geef ToewijzingNummer een waarde zonder xsi:nil.",
        ),
        (
            "</w:StartProducten>",
            "<w:Postcode/></w:StartProducten>",
            "Verwijder Postcode: dit bericht kent het niet.",
        ),
        (
            "</w:StartProducten>",
            "<w:Voornamen>x</w:Voornamen></w:StartProducten>",
            "Voornamen hoort in Naam: zet het daar, of laat het weg.",
        ),
    ],
)
def test_what_may_go_is_told_with_the_class_that_must_go_along(old: str, new: str, remedy: str) -> None:
    (finding,) = SCHEMAS.findings(parse(changed(old, new)))
    assert finding.remedy == remedy


ODD_TEXTS = st.text(max_size=20) | st.text("0123456789-/.:, +€aM\u00a0\u2011\u200b", max_size=12)


@quiet
@given(st.data())
def test_a_value_that_is_proposed_is_one_that_the_type_allows(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(KINDS))
    place = data.draw(st.sampled_from(sorted(places(name))))
    simple, _kind = places(name)[place]
    text = data.draw(ODD_TEXTS)
    if obeys(simple, text):
        return
    words = advice_on(name, place, text)
    assert words
    proposed = re.match(r"Schrijf ([^ :]+):", words)
    if proposed:
        assert obeys(simple, proposed[1])
