"""A document becomes a PDF that says what it should, to a screen reader too."""

import io

import pytest
from pypdf import PdfReader

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.paper import document
from gateway.exchange.kernel.paper.document import Document, Fact, Part, TypesettingFailed, as_pdf
from gateway.exchange.kernel.refusals import Invalid
from tests.support.exchange.papers import pdf_text

MARKUP = '#panic("x") $y$ = *vet* <a> @b \\ [c] //'
NAME = "Şłowik-Ðéë Đặng"


async def test_all_of_it_is_on_paper_and_tagged(gateway: Gateway) -> None:
    facts = (Fact("Client"), Fact("Naam", NAME, 1), Fact("Opmerking", MARKUP, 1))
    table = Part(
        "Regels", ("Wat er is.",), columns=(("Nr", "smal"), ("Bedrag", "bedrag")), rows=[("1", "€ 12,50")] * 90
    )
    made = await as_pdf(gateway, Document("Bericht ✓", "van 0983", (Part("Inhoud", facts=facts), table)))
    reader = PdfReader(io.BytesIO(made))
    text = pdf_text(made)
    for expected in (NAME, MARKUP, "van 0983", "Wat er is.", "€ 12,50", f"bladzijde 1 van {len(reader.pages)}"):
        assert expected in text
    assert len(reader.pages) > 1
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl-NL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Bericht ✓"
    assert "pdfuaid" in ((reader.xmp_metadata and reader.xmp_metadata.stream.get_data().decode()) or "")


async def test_a_character_without_a_glyph_costs_no_document(gateway: Gateway) -> None:
    made = await as_pdf(gateway, Document("Naam", delen=(Part(facts=(Fact("Naam", "北京"),)),)))
    assert PdfReader(io.BytesIO(made)).root_object["/MarkInfo"]["/Marked"]


async def test_a_document_has_its_bounds(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_ROWS", 1)
    with pytest.raises(Invalid, match="pdf-te-lang"):
        await as_pdf(gateway, Document("Lang", delen=(Part(facts=(Fact("a", "b"), Fact("c", "d"))),)))
    monkeypatch.setattr(document, "MAX_SECONDS", 0.0)
    with pytest.raises(TypesettingFailed, match="too long"):
        await as_pdf(gateway, Document("Traag"))
