"""What a person at a back office is told to do about a value that the schema refuses, in each of the message types."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.findings import Finding
from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.advice import Spot, advice, meant_code
from gateway.standard.xsd.model import Complex, Simple
from gateway.standard.xsd.schemas import Schemas
from gateway.standard.xsd.values import obeys, why
from tests.standard.examples import changed
from tests.standard.xsd.grammar import messages, model
from tests.support.examples import keer

SCHEMAS = Schemas()
KINDS = list(IWMO_3_2.kinds)
quiet = settings(max_examples=keer(1), deadline=None, suppress_health_check=list(HealthCheck))


def places(naam: str) -> dict[str, tuple[Simple, Complex]]:
    """Each element with a value in this kind of message: its type and its class, by the names of class and element."""
    found: dict[str, tuple[Simple, Complex]] = {}

    def look(name: str, kind: Complex) -> None:
        for child in kind.children:
            if isinstance(child.type, Simple):
                found[f"{name}/{child.name}"] = child.type, kind
            elif f"{child.name}/{child.type.children[0].name}" not in found:
                look(child.name, child.type)

    look("Bericht", model(naam).root)
    return found


def told(naam: str, place: str, text: str) -> str:
    """Return the advice about this text at that place, with all elements beside it that the schema has there."""
    simple, kind = places(naam)[place]
    assert not obeys(simple, text)
    beside = {child.name: child.type for child in kind.children if isinstance(child.type, Simple)}
    return advice(simple, text, Spot(name=place.split("/")[1], within=place.split("/", maxsplit=1)[0], beside=beside))


def everywhere(datatype: str) -> list[tuple[str, str]]:
    """Each kind of message and place with an element of this datatype; empty for no datatype of the standard."""
    return [(naam, place) for naam in KINDS for place, (simple, _) in places(naam).items() if simple.name == datatype]


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
        ("LDT_Geslacht", "M", "Bedoelt u 1 (Mannelijk)?"),
        ("LDT_Geslacht", "V", "Bedoelt u 2 (Vrouwelijk)?"),
        ("LDT_Geslacht", "man", "Bedoelt u 1 (Mannelijk)?"),
        ("LDT_Geslacht", "Vrouw", "Bedoelt u 2 (Vrouwelijk)?"),
        ("LDT_Geslacht", "9", "Kies een code uit de lijst."),
        ("LDT_Geslacht", "00", "Kies een code uit de lijst."),
        ("LDT_LandCode", "nl", "Bedoelt u NL (Nederland)?"),
        ("LDT_LandCode", "Nederland", "Bedoelt u NL (Nederland)?"),
        ("LDT_JaNee", "J", "Bedoelt u 1 (Ja)?"),
        ("LDT_JaNee", "false", "Bedoelt u 2 (Nee)?"),
        ("LDT_DebetCredit", "d", "Bedoelt u D (Debetbedrag en aantal)?"),
        ("LDT_Frequentie", "week", "Bedoelt u 2 (Per week)?"),
        ("LDT_Frequentie", "2.0", "Bedoelt u 2 (Per week)?"),
        ("LDT_ProductCategorie", "2", "Bedoelt u 02 (Begeleiding)?"),
        ("LDT_ProductCategorie", "02 - Begeleiding", "Bedoelt u 02 (Begeleiding)?"),
        ("LDT_Eenheid", "uren", "Bedoelt u 04 (Uur)?"),
        ("LDT_Eenheid", "1", "Bedoelt u 01 (Minuut)?"),
        ("LDT_Huisnummer", "12a", "Zet 12 in Huisnummer en a in Huisletter."),
        ("LDT_Huisnummer", "12-2", "Zet 12 in Huisnummer en 2 in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "12 bis", "Zet 12 in Huisnummer en bis in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "12 A-3", "Zet 12 in Huisnummer, A in Huisletter en 3 in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "100000", "Vul een getal in van 0 tot en met 99999."),
        ("LDT_Huisnummer", "\uff11\uff12", "Schrijf 12: met gewone tekens."),
        ("LDT_Telefoonnummer", "+31612345678", "Zet het landnummer +31 in Landnummer, en in Telefoonnummer"),
        ("LDT_Telefoonnummer", "+31 (0)6-12345678", "+31 in Landnummer, en in Telefoonnummer alleen 0612345678."),
        ("LDT_Telefoonnummer", "+32 470 12 34 56", "Zet het landnummer in Landnummer, en in Telefoonnummer alleen de"),
        ("LDT_Telefoonnummer", "06-12345678", "Schrijf 0612345678: zonder punten, streepjes of spaties."),
        ("LDT_AgbCode", "1234567", "Zet er een voorloopnul voor: 01234567."),
        ("LDT_AgbCode", "AGB 12345678", "Schrijf 12345678: zonder letters ervoor."),
        ("LDT_Gemeente", "363", "Zet er een voorloopnul voor: 0363."),
        ("LDT_Gemeente", "14", "Zet er 2 voorloopnullen voor: 0014."),
        ("LDT_Gemeente", "GM0363", "Schrijf 0363: zonder letters ervoor."),
        ("LDT_Gemeente", "Venlo", "Schrijf de gemeentecode: 0983."),
        ("LDT_BurgerServicenummer", "99990019", "Zet er een voorloopnul voor"),
        ("LDT_BurgerServicenummer", "9999.90.019", "zonder punten, streepjes of spaties"),
        ("LDT_Bedrag", "12,50", "Schrijf het bedrag in hele centen: 1250."),
        ("LDT_Bedrag", "€ 1.250,5", "Schrijf het bedrag in hele centen: 125050."),
        ("LDT_Bedrag", "12.50", "Schrijf het bedrag in hele centen: 1250."),
        ("LDT_Bedrag", "1.250", "Schrijf het bedrag in hele centen, zonder punt"),
        ("LDT_Bedrag", "100000000", "Vul een bedrag in hele centen in van 0 tot en met 99999999."),
        ("LDT_Budget", "1250,00", "Schrijf het bedrag in hele centen: 125000."),
        ("LDT_Volume", "1,5", "Rond af op een geheel getal"),
        ("LDT_Volume", "1.000", "Schrijf 1000: zonder punten, komma's of spaties."),
        ("LDT_Volume", "120.0", "Schrijf 120: een geheel getal, zonder decimalen."),
        ("LDT_Nummer", "1000000000", "Vul een getal in van 0 tot en met 999999999."),
        ("LDT_Nummer", "2024-001", "Vul een geheel getal in van 0 tot en met 999999999, zonder punten"),
        ("LDT_Voorletters", "J.P.", "Schrijf JP: zonder punten, streepjes of spaties."),
        ("LDT_Voorletters", "J\u00adP", "Schrijf JP: met gewone tekens."),
        ("LDT_Straatnaam", "x" * 25, "Kort de waarde in tot hoogstens 24 tekens."),
        ("LDT_Straatnaam", "Lange\nweg", "Zet de tekst op één regel: vervang het regeleinde door een spatie."),
        ("LDT_ProductCode", "02A0212", "Kort de waarde in tot hoogstens 5 tekens."),
        ("LDT_Versie", "1.0", "Vul hier in: drie gehele getallen met punten ertussen, zoals 1.0.0."),
    ],
)  # fmt: skip
def test_what_back_offices_send_wrong_is_answered_wherever_it_stands(datatype: str, text: str, words: str) -> None:
    found = everywhere(datatype)
    assert found
    for naam, place in found:
        assert words in told(naam, place, text), (naam, place)


def test_a_negative_amount_points_to_the_element_that_says_debit_or_credit() -> None:
    words = "Schrijf 1250, en zet DebetCredit op C: een bedrag heeft geen minteken."
    assert told("WMO323", "IngediendBedrag/Bedrag", "-1250") == words
    assert told("WMO325", "TotaalIngediendBedrag/TotaalBedrag", "1250-") == words
    assert "DebetCredit" not in told("WMO323", "Prestatie/ProductTarief", "-1250")


def test_unknown_parts_of_a_birth_date_point_to_datumgebruik() -> None:
    for text, words in {
        "1950-00-00": "schrijf dan 1950-01-01 met 2 in DatumGebruik",
        "00-05-1950": "schrijf dan 1950-05-01 met 1 in DatumGebruik",
        "0000-00-00": "schrijf dan 1900-01-01 met 3 in DatumGebruik",
    }.items():
        assert words in told("WMO305", "Geboortedatum/Datum", text)
        assert "DatumGebruik" not in told("WMO305", "StartProduct/Begindatum", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9999\u00a090019", "een vaste spatie (U+00A0) op plaats 5"),
        ("99\u200b9990019", "een spatie zonder breedte (U+200B) op plaats 3"),
        ("999990019\u00ad", "een zacht afbreekstreepje (U+00AD) op plaats 10"),
        ("9999\u2013900\u201119", "een halflang streepje (U+2013) op plaats 5 en een vast koppelteken (U+2011)"),
        ("\u2018999990019", "een typografisch aanhalingsteken (U+2018) op plaats 1"),
        ("99999001\uff19", "een cijfer van volle breedte (U+FF19) op plaats 9"),
        ("99999001\u0669", "een cijfer uit een ander schrift (U+0669) op plaats 9"),
        ("\ufeff999990019", "een byte order mark (U+FEFF) op plaats 1"),
        ("\u202e999990019", "een onzichtbaar stuurteken (U+202E) op plaats 1"),
        ("9\u00a09\u00a09\u00a09\u00a0", "op plaats 6 en nog 1 zulke tekens"),
    ],
)
def test_a_character_that_looks_like_another_is_named_with_its_place(text: str, words: str) -> None:
    simple, _kind = places("WMO305")["Client/Bsn"]
    assert words in why(simple, text)


def test_an_invisible_character_in_a_shown_value_is_made_visible() -> None:
    (finding,) = SCHEMAS.findings(parse(changed("1950-01-31", "1950\u200b-01\u202e-31\u2028")))
    assert finding.values == {"Datum": "1950\\u200b-01\\u202e-31\\u2028"}


def test_a_name_that_is_too_long_is_not_blamed_on_its_quotes() -> None:
    simple, _kind = places("WMO305")["Geslachtsnaam/Achternaam"]
    assert why(simple, "\u2019" * 201) == "is 201 tekens lang"


@pytest.mark.parametrize("text", ["", " ", "0", "00", "x", "??", "zzz", "-1", "a\u0301"])
def test_no_code_is_guessed_for_a_text_unlike_any(text: str) -> None:
    codes = {"0": "Onbekend", "1": "Mannelijk", "2": "Vrouwelijk"}
    assert meant_code(codes, text) == (text if text in codes else None)


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
    naam = data.draw(st.sampled_from(KINDS))
    place = data.draw(st.sampled_from(sorted(places(naam))))
    simple, _kind = places(naam)[place]
    text = data.draw(ODD_TEXTS)
    if obeys(simple, text):
        return
    words = told(naam, place, text)
    assert words
    proposed = re.match(r"Schrijf ([^ :]+):", words)
    if proposed:
        assert obeys(simple, proposed[1])
