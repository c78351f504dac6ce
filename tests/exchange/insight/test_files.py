"""A report as files."""

import io
import zipfile
from dataclasses import replace

from gateway.exchange.insight.figures import Level, Tally
from gateway.exchange.insight.files import csv_file, figure_text, label, svg_file, xlsx_file
from tests.exchange.insight.test_rows import a_report, figure


def test_each_file_holds_the_figures() -> None:
    report = a_report(figure())
    assert "terugkeer;terug binnen 6 maanden;1B;soort;0983" in csv_file(report, report.figures).decode("utf-8-sig")
    archive = zipfile.ZipFile(io.BytesIO(xlsx_file(report, report.figures)))
    assert len([name for name in archive.namelist() if "sheet" in name]) == 4
    assert "=kwaad" in archive.read("xl/worksheets/sheet2.xml").decode()
    svg = svg_file(report, report.figures).decode()
    assert "Terug binnen 6 maanden 1B 2024" in svg
    assert "hoogstens 10 %" in svg


def test_figures_in_words() -> None:
    assert figure_text(figure()) == "3 van 40 (7,5 %)"
    assert figure_text(figure(tally=None)) == "verborgen"
    assert figure_text(figure(tally=Tally())) == "geen gevallen"
    assert label(figure()) == "soort strategisch-regionaal"
    assert label(replace(figure(), kind="")) == "soort onbekend"
    provider = replace(figure(), aanbieder="99990001")
    assert label(replace(provider, level=Level.AANBIEDER)) == "aanbieder 99990001 (strategisch-regionaal)"
    assert label(replace(provider, level=Level.GEMEENTE, kind="")) == "gemeente 0983"
    assert label(replace(figure(), level=Level.REGIO, gemeente="", kind="")) == "regio"
    two = [figure(), replace(figure(), segment="1A1")]
    assert "1A1 soort strategisch-regionaal: 3 van 40" in svg_file(a_report(), two).decode()
    assert "Geen cijfers" in svg_file(a_report(), []).decode()
