"""Values that are no code, and the code that was probably meant."""

import pytest

from gateway.standard.xsd.code_advice import code_advice, meant_code
from tests.standard.xsd.advised import advice_on, everywhere


@pytest.mark.parametrize(
    ("datatype", "text", "words"),
    [
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
    ],
)  # fmt: skip
def test_the_code_that_was_meant_is_asked_wherever_it_stands(datatype: str, text: str, words: str) -> None:
    found = everywhere(datatype)
    assert found
    for name, place in found:
        assert words in advice_on(name, place, text), (name, place)


@pytest.mark.parametrize("text", ["", " ", "0", "00", "x", "??", "zzz", "-1", "a\u0301"])
def test_no_code_is_guessed_for_a_text_unlike_any(text: str) -> None:
    codes = {"0": "Onbekend", "1": "Mannelijk", "2": "Vrouwelijk"}
    assert meant_code(codes, text) == (text if text in codes else None)


def test_a_likely_code_is_asked_with_its_meaning() -> None:
    codes = {"01": "Minuut", "04": "Uur"}
    assert code_advice(codes, "uur") == "Bedoelt u 04 (Uur)?"
    assert code_advice(codes, "dagen") == ""
