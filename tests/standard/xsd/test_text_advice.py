"""Texts that their type does not allow, and how to write the one that was meant."""

import pytest

from tests.standard.xsd.advised import advice_on, everywhere


@pytest.mark.parametrize(
    ("datatype", "text", "words"),
    [
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
        ("LDT_Voorletters", "J.P.", "Schrijf JP: zonder punten, streepjes of spaties."),
        ("LDT_Voorletters", "J\u00adP", "Schrijf JP: met gewone tekens."),
        ("LDT_Straatnaam", "x" * 25, "Kort de waarde in tot hoogstens 24 tekens."),
        ("LDT_Straatnaam", "Lange\nweg", "Zet de tekst op één regel: vervang het regeleinde door een spatie."),
        ("LDT_ProductCode", "02A0212", "Kort de waarde in tot hoogstens 5 tekens."),
        ("LDT_Versie", "1.0", "Vul hier in: drie gehele getallen met punten ertussen, zoals 1.0.0."),
    ],
)  # fmt: skip
def test_a_text_is_mended_wherever_it_stands(datatype: str, text: str, words: str) -> None:
    found = everywhere(datatype)
    assert found
    for name, place in found:
        assert words in advice_on(name, place, text), (name, place)
