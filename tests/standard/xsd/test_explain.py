"""What a person reads about a message that breaks its schema."""

import pytest

from gateway.standard.findings import Finding, Severity
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from tests.standard.examples import BSN, START, changed, wmo305, wmo306

SCHEMAS = Schemas()


def findings(data: bytes) -> list[Finding]:
    return SCHEMAS.findings(parse(data))


def only(data: bytes) -> Finding:
    (finding,) = findings(data)
    assert (finding.code, finding.level, finding.severity) == ("XSD", 1, Severity.AFKEUR)
    return finding


def test_a_finding_tells_where_what_and_what_to_do() -> None:
    finding = only(changed("<w:Geslacht>1", "<w:Geslacht>man"))
    assert finding.path == "/w:Bericht/w:Client/w:Geslacht"
    assert finding.line == 7
    assert finding.values == {"Geslacht": "man"}
    assert finding.explanation == (
        "Geslacht heeft de waarde 'man'; die is geen code uit de lijst."
        " Toegestaan: 0 (Onbekend), 1 (Mannelijk), 2 (Vrouwelijk)."
    )
    assert finding.remedy == "Bedoelt u 1 (Mannelijk)?"
    assert finding.source == "basisschema.xsd, LDT_Geslacht"


@pytest.mark.parametrize(
    ("old", "new", "explanation", "remedy"),
    [
        (
            BSN,
            BSN[:8],
            "'*****001'; die heeft 8 in plaats van 9 cijfers. Toegestaan: precies 9 cijfers (patroon [0-9]{9}).",
            "Zet er een voorloopnul voor. Een rekenblad",
        ),
        (BSN, "", "Bsn is leeg. Toegestaan: precies 9 cijfers", "Vul Bsn in: dat is verplicht in Client."),
        (BSN, "99999001X", "bevat andere tekens dan cijfers", "Vul hier in: precies 9 cijfers."),
        (
            "12345678",
            "1234",
            "heeft 4 in plaats van 8 cijfers. Toegestaan: precies 8 cijfers",
            "Vul hier in: precies 8 cijfers.",
        ),
        ("0983", " 0983", "(er staat witruimte omheen)", "Haal de witruimte om de waarde weg."),
        (">3<", ">03<", "BerichtVersie heeft de waarde '03'; die is niet 3. Toegestaan: alleen 3.", "Vul 3 in."),
        (">418<", ">41<", "die is niet 418. Toegestaan: alleen 418.", "Vul 418 in."),
        ("1950-01-31", "31-01-1950", "is geen datum in de vorm JJJJ-MM-DD", "Schrijf 1950-01-31: eerst het jaar"),
        ("1950-01-31", "31/13/1950", "is geen datum in de vorm JJJJ-MM-DD", "Die dag bestaat niet: maand 13"),
        ("1950-01-31", "1950-02-30", "is geen bestaande dag: februari 1950 heeft 28 dagen", "Kies een dag die bestaat"),
        (
            "1950-01-31",
            "1950-01-31Z",
            "heeft een tijdzone. Toegestaan: een datum als JJJJ-MM-DD, zonder tijdzone",
            "tijdzone",
        ),
        (
            "Jansen",
            "J" * 201,
            f"'{'J' * 60}… (201 tekens)'; die is 201 tekens lang. Toegestaan: 1 tot en met 200 tekens",
            "Kort de waarde in tot hoogstens 200 tekens.",
        ),
        ("Jansen", "Jan\n\tsen", "'Jan\\n\\tsen'; die bevat een regeleinde", "vervang het regeleinde door een spatie"),
        ("Jansen", " \n", "Achternaam bevat alleen witruimte. Toegestaan", "Vul Achternaam in"),
        (
            "<i:BerichtXsdVersie>1.0.0",
            "<i:BerichtXsdVersie>1.0",
            "is geen versie van drie getallen. Toegestaan: drie gehele getallen met punten ertussen, zoals 1.0.0",
            "Vul hier in: drie gehele getallen met punten ertussen, zoals 1.0.0.",
        ),
    ],
)
def test_a_value_is_explained(old: str, new: str, explanation: str, remedy: str) -> None:
    finding = only(changed(old, new))
    assert explanation in finding.explanation
    assert remedy in finding.remedy


@pytest.mark.parametrize(
    ("product", "explanation", "remedy"),
    [
        ("<i:Categorie>2</i:Categorie>", "02 (Begeleiding)", "Bedoelt u 02 (Begeleiding)?"),
        ("<i:Categorie>begeleiding</i:Categorie>", "geen code uit de lijst", "Bedoelt u 02 (Begeleiding)?"),
        ("<i:Categorie>99</i:Categorie>", "geen code uit de lijst", "Kies een code uit de lijst."),
        ("<i:Categorie>02</i:Categorie><i:Code>02A0212</i:Code>", "is 7 tekens lang", "Kort de waarde in"),
    ],
)
def test_a_code_is_explained_with_its_meanings(product: str, explanation: str, remedy: str) -> None:
    finding = only(changed("<w:Begindatum>", f"<w:Product>{product}</w:Product><w:Begindatum>"))
    assert explanation in finding.explanation
    assert finding.remedy == remedy or finding.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("1.000", "is geen geheel getal"),
        ("-1", "is kleiner dan 0"),
        ("1000000000", "is groter dan 999999999"),
        ("9" * 5000, "is groter dan 999999999"),
        ("-" + "9" * 5000, "is kleiner dan 0"),
    ],
)
def test_a_number_is_explained(number: str, reason: str) -> None:
    finding = only(changed("<w:Begindatum>", f"<w:ToewijzingNummer>{number}</w:ToewijzingNummer><w:Begindatum>"))
    assert reason in finding.explanation
    assert "een geheel getal van 0 tot en met 999999999" in finding.explanation
    assert len(finding.explanation) < 300


def test_a_long_code_list_is_told_by_what_is_near() -> None:
    finding = only(wmo306("<w:RetourCode>905</w:RetourCode>"))
    assert "een van de 59 codes van LDT_RetourCode, zoals 9056 (Identificatie moet uniek zijn)" in finding.explanation
    far = only(wmo306("<w:RetourCode>zzzzzz</w:RetourCode>"))
    assert "zoals 0200 (Geen opmerking over deze berichtklasse)" in far.explanation


# --- structure


@pytest.mark.parametrize(
    ("old", "new", "where", "explanation", "remedy"),
    [
        (
            f"<w:Bsn>{BSN}</w:Bsn>",
            "",
            "/w:Bericht/w:Client/w:Geboortedatum",
            "Verplicht element Bsn ontbreekt; het hoort vóór Geboortedatum. Verwacht: Bsn.",
            "Voeg Bsn toe vóór Geboortedatum.",
        ),
        (
            "<w:StatusAanlevering>1</w:StatusAanlevering>",
            "",
            "/w:Bericht/w:Client/w:StartProducten/w:StartProduct",
            "In StartProduct ontbreekt verplicht element StatusAanlevering. Verwacht: StatusAanlevering.",
            "Voeg StatusAanlevering toe aan StartProduct.",
        ),
        (
            "<w:Begindatum>2025-02-03</w:Begindatum>",
            "",
            "/w:Bericht/w:Client/w:StartProducten/w:StartProduct/w:StatusAanlevering",
            "Verwacht: ToewijzingNummer, Product, ToewijzingIngangsdatum of Begindatum.",
            "Voeg Begindatum toe",
        ),
        (
            "<w:Geslacht>1</w:Geslacht>",
            "<w:Geslacht>1</w:Geslacht><w:Geslacht>2</w:Geslacht>",
            "/w:Bericht/w:Client/w:Geslacht[2]",
            "Geslacht staat er vaker dan de ene keer die mag. Verwacht: Naam.",
            "Laat één Geslacht staan.",
        ),
        (
            "<w:Geslacht>1</w:Geslacht>",
            "<w:Geslagt>1</w:Geslagt>",
            "/w:Bericht/w:Client/w:Geslagt",
            "Geslagt hoort niet in Client. Verwacht: Geslacht.",
            "Bedoelt u Geslacht?",
        ),
        (
            "</w:StartProduct>",
            "<w:Kleur/></w:StartProduct>",
            "/w:Bericht/w:Client/w:StartProducten/w:StartProduct/w:Kleur",
            "Kleur hoort niet in StartProduct. Verwacht: het einde van StartProduct.",
            "Verwijder Kleur",
        ),
        (
            "<i:Datum>1950-01-31</i:Datum>",
            "<w:Datum>1950-01-31</w:Datum>",
            "/w:Bericht/w:Client/w:Geboortedatum/w:Datum",
            "maar hoort in die van het basisschema",
            "Gebruik bij Datum de prefix van namespace http://www.istandaarden.nl/iwmo/3_2/basisschema/schema.",
        ),
        (
            f"<w:Bsn>{BSN}</w:Bsn>",
            f"<Bsn>{BSN}</Bsn>",
            "/w:Bericht/w:Client/Bsn",
            "Bsn staat in geen namespace, maar hoort in die van het bericht",
            "Gebruik bij Bsn de prefix",
        ),
        (
            "<w:Client>",
            "<w:Client>los",
            "/w:Bericht/w:Client",
            "In Client staat losse tekst",
            "Verwijder de tekst",
        ),
        (BSN, f"{BSN}<b/>", "/w:Bericht/w:Client/w:Bsn", "In Bsn staat een element", "Zet de waarde zelf in Bsn."),
        ("<w:Bsn>", '<w:Bsn kleur="x">', "/w:Bericht/w:Client/w:Bsn", "Attribuut kleur mag niet bij Bsn.", "Verwijder"),
        (
            "<w:Bsn>",
            '<w:Bsn xsi:nil="1">',
            "/w:Bericht/w:Client/w:Bsn",
            "xsi:nil mag niet bij Bsn",
            "Geef Bsn een waarde",
        ),
        (
            "<w:Bsn>",
            '<w:Bsn xsi:type="i:LDT_Naam">',
            "/w:Bericht/w:Client/w:Bsn",
            "het type i:LDT_Naam; het is LDT_BurgerServicenummer",
            "Verwijder attribuut xsi:type.",
        ),
    ],
)
def test_a_structure_is_explained(old: str, new: str, where: str, explanation: str, remedy: str) -> None:
    finding = only(changed(old, new))
    assert finding.path == where
    assert explanation in finding.explanation
    assert remedy in finding.remedy


def test_an_element_in_the_wrong_place_is_told_from_a_missing_one() -> None:
    geslacht, naam_end = "<w:Geslacht>1</w:Geslacht>", "</w:Naam>"
    early = changed(geslacht, "").replace(b"<w:Bsn>", geslacht.encode() + b"<w:Bsn>")
    assert "Geslacht staat te vroeg: eerst hoort Bsn." in only(early).explanation
    assert only(early).remedy == "Zet Bsn vóór Geslacht."
    late = changed(geslacht, "").replace(naam_end.encode(), (naam_end + geslacht).encode())
    assert "Naam staat te vroeg: eerst hoort Geslacht." in only(late).explanation
    product = "<w:Product><i:Categorie>02</i:Categorie></w:Product>"
    behind = only(changed("</w:Begindatum>", f"</w:Begindatum>{product}"))
    assert "Product staat te laat: het hoort vóór Begindatum. Verwacht: StatusAanlevering." in behind.explanation
    assert behind.remedy == "Zet Product vóór Begindatum."


def test_a_list_may_go_on() -> None:
    finding = only(changed("</w:StartProducten>", "<w:StopProduct/></w:StartProducten>"))
    assert finding.explanation == (
        "StopProduct hoort niet in StartProducten. Verwacht: StartProduct of het einde van StartProducten."
    )


# --- the form of paths


def test_paths_have_the_prefixes_of_the_document() -> None:
    data = wmo305(START + START.replace(">1<", ">x<"))
    unprefixed = data.replace(b"xmlns:w=", b"xmlns=").replace(b"<w:", b"<").replace(b"</w:", b"</")
    assert only(unprefixed).path == "/Bericht/Client/StartProducten/StartProduct[2]/StatusAanlevering"
    other = data.replace(b"xmlns:w=", b"xmlns:wmo305=").replace(b"<w:", b"<wmo305:").replace(b"</w:", b"</wmo305:")
    assert only(other).path == (
        "/wmo305:Bericht/wmo305:Client/wmo305:StartProducten/wmo305:StartProduct[2]/wmo305:StatusAanlevering"
    )


# --- a BSN is never shown


@pytest.mark.parametrize(
    "data",
    [
        changed(BSN, BSN + "0"),
        changed(BSN, f" {BSN}"),
        changed(BSN, f"{BSN}<b/>"),
        changed("Jansen", f"Jan\nsen {BSN}"),
        changed("START-1", f"{BSN}-{BSN}"),
        changed("<w:Geslacht>1", f"<w:Geslacht>{BSN}"),
        changed("<w:Geslacht>1</w:Geslacht>", f"<w:Bsn{BSN}/>"),
        changed("<w:Bsn>", f'<w:Bsn a{BSN}="{BSN}">'),
        changed("<w:Bsn>", f'<w:Bsn xsi:type="i:{BSN}">'),
        changed(f"<w:Bsn>{BSN}</w:Bsn>", f'<Bsn xmlns="urn:{BSN}">{BSN}</Bsn>'),
    ],
)
def test_no_finding_shows_a_bsn(data: bytes) -> None:
    found = findings(data)
    assert found
    for finding in found:
        assert BSN not in repr(finding)


def test_a_wrong_bsn_is_masked_elsewhere_too() -> None:
    wrong = "123456789"
    data = changed(BSN, wrong).replace(b"START-1", b"M 123456789 is te lang")
    finding = only(data)
    assert finding.values == {"Identificatie": "M ******789 is te lang"}


def test_a_long_value_keeps_its_ends_to_itself() -> None:
    finding = only(changed("Jansen", "a" * 70 + "\n" + "b" * 20))
    assert finding.values["Achternaam"] == "a" * 60 + "… (91 tekens)"


# --- many


def test_at_most_fifty_and_then_the_number_left_out() -> None:
    bad = START.replace(">1<", ">x<")
    assert len(findings(wmo305(bad * 50))) == 50
    found = findings(wmo305(bad * 51))
    assert len(found) == 51
    assert found[-1].explanation == "Aantal verdere fouten tegen het schema, die hier niet staan: 1."
    assert found[-1].path == "/w:Bericht"
    assert found[49].path.endswith("/w:StartProduct[50]/w:StatusAanlevering")


@pytest.mark.no_cover
@pytest.mark.timeout(60)
def test_a_hundred_thousand_errors_are_quick() -> None:
    document = parse(wmo306("<w:RetourCode/>" * 100_000))
    assert not SCHEMAS.valid(document)
    found = SCHEMAS.findings(document)
    assert len(found) == 51
    assert found[-1].explanation.endswith(": 99950.")


@pytest.mark.no_cover
def test_beyond_a_hundred_thousand_nobody_counts() -> None:
    found = findings(wmo306("<w:RetourCode/>" * 100_001))
    assert len(found) == 51
    assert found[-1].explanation.endswith(": meer dan 99950.")


@pytest.mark.no_cover
@pytest.mark.timeout(60)
def test_errors_after_thirty_thousand_good_ones_are_quick() -> None:
    document = parse(wmo305(START * 30_000 + START.replace(">1<", ">x<") * 60))
    found = SCHEMAS.findings(document)
    assert found[0].path.endswith("/w:StartProduct[30001]/w:StatusAanlevering")
    assert found[49].path.endswith("/w:StartProduct[30050]/w:StatusAanlevering")


@pytest.mark.no_cover
@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", ["a " * 10_000_000, ". " * 10_000_000, " " * 20_000_000])
def test_a_text_of_twenty_million_characters_is_quick(text: str) -> None:
    short = "<w:Bsn/><w:Geboortedatum><i:Datum>x</i:Datum></w:Geboortedatum><w:Geslacht>1</w:Geslacht>"
    name = f"<w:Naam><i:Geslachtsnaam><i:Achternaam>{text}</i:Achternaam></i:Geslachtsnaam></w:Naam>"
    client = f"<w:Client>{short}{name}<w:Commentaar>x</w:Commentaar></w:Client>"
    begin, end = wmo305().index(b"<w:Client>"), wmo305().index(b"</w:Bericht>")
    frame = (
        (wmo305()[:begin] + client.encode() + wmo305()[end:]).replace(b"wmo305", b"wmo315").replace(b">418<", b">444<")
    )
    found = findings(frame)
    assert [finding.path.rpartition("/")[2] for finding in found] == ["w:Bsn", "i:Datum", "i:Achternaam", "w:Client"]
    moved = frame.replace(text.encode(), b"Jansen").replace(b">x</w:Commentaar", f">{text}</w:Commentaar".encode())
    assert len(findings(moved)) == (4 if not text.strip() else 3)
