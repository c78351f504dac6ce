"""Texts that are kept unencrypted hold no BSN."""

import pytest

from gateway.exchange.kernel.plain import kept_text_fault, must_hold_no_bsn, xml_fault
from gateway.exchange.kernel.refusals import Invalid
from tests.support.messages.messages import BSN


@pytest.mark.parametrize("text", [BSN, f"dossier {BSN}", "".join(f"%{ord(digit):02x}" for digit in BSN)])
def test_nine_digits_that_may_be_a_bsn_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        must_hold_no_bsn(de_naam="goed", de_omschrijving=text)
    assert refused.value.problem == "bevat-bsn"
    assert "de omschrijving" in refused.value.text
    assert BSN not in refused.value.text


@pytest.mark.parametrize("text", [None, "", "12345678", "2024-01-01", "zorg aan de Maas"])
def test_other_texts_will_do(text: str | None) -> None:
    must_hold_no_bsn(de_naam=text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("Opname", None), (" ", "is leeg"), (f"zie {BSN}", "bevat een BSN; laat dat weg")],
)
def test_a_text_that_is_kept_is_not_empty_and_holds_no_bsn(text: str, fault: str | None) -> None:
    assert kept_text_fault(text) == fault


def test_what_xml_can_not_hold_is_named() -> None:
    assert xml_fault("regel\nregel") is None
    assert xml_fault("a\x00b") == "bevat teken U+0000, dat niet in XML kan staan"
