"""Values that are no number of their type, and how to write the one that was meant."""

import pytest

from tests.standard.xsd.advised import advice_on, everywhere


@pytest.mark.parametrize(
    ("datatype", "text", "words"),
    [
        ("LDT_Huisnummer", "12a", "Zet 12 in Huisnummer en a in Huisletter."),
        ("LDT_Huisnummer", "12-2", "Zet 12 in Huisnummer en 2 in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "12 bis", "Zet 12 in Huisnummer en bis in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "12 A-3", "Zet 12 in Huisnummer, A in Huisletter en 3 in HuisnummerToevoeging."),
        ("LDT_Huisnummer", "100000", "Vul een getal in van 0 tot en met 99999."),
        ("LDT_Huisnummer", "\uff11\uff12", "Schrijf 12: met gewone tekens."),
        ("LDT_Bedrag", "12,50", "Schrijf het bedrag in hele centen: 1250."),
        ("LDT_Bedrag", "€ 1.250,5", "Schrijf het bedrag in hele centen: 125050."),
        ("LDT_Bedrag", "12.50", "Schrijf het bedrag in hele centen: 1250."),
        ("LDT_Bedrag", "1.250", "Schrijf het bedrag in hele centen, zonder punt"),
        ("LDT_Bedrag", "100000000", "Vul een bedrag in hele centen in van 0 tot en met 99999999."),
        ("LDT_Budget", "1250,00", "Schrijf het bedrag in hele centen: 125000."),
        ("LDT_Volume", "1,5", "Rond af op een geheel getal"),
        ("LDT_Volume", "1.000", "Schrijf 1000: zonder punten, komma's of spaties."),
        ("LDT_Volume", "120.0", "Schrijf 120: een geheel getal, zonder decimalen."),
        ("LDT_Nummer", "12,5", "Vul een geheel getal in van 0 tot en met 999999999, zonder punten"),
        ("LDT_Nummer", "1000000000", "Vul een getal in van 0 tot en met 999999999."),
        ("LDT_Nummer", "2024-001", "Vul een geheel getal in van 0 tot en met 999999999, zonder punten"),
    ],
)  # fmt: skip
def test_a_number_is_mended_wherever_it_stands(datatype: str, text: str, words: str) -> None:
    found = everywhere(datatype)
    assert found
    for name, place in found:
        assert words in advice_on(name, place, text), (name, place)


def test_a_negative_amount_points_to_the_element_that_says_debit_or_credit() -> None:
    words = "Schrijf 1250, en zet DebetCredit op C: een bedrag heeft geen minteken."
    assert advice_on("WMO323", "IngediendBedrag/Bedrag", "-1250") == words
    assert advice_on("WMO325", "TotaalIngediendBedrag/TotaalBedrag", "1250-") == words
    assert "DebetCredit" not in advice_on("WMO323", "Prestatie/ProductTarief", "-1250")
