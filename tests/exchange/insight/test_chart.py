"""A chart says in words what it shows."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.exchange.insight.chart import Bar, as_svg

NS = {"s": "http://www.w3.org/2000/svg"}


def test_it_has_a_title_and_all_values_in_words() -> None:
    bars = [Bar("gemeente 0983", 30.0, "12 van 40 (30,0 %)"), Bar("regio", None, "verborgen")]
    root = etree.fromstring(as_svg("Door naar 2A", bars, target=60, target_text="minstens 60 %").encode())
    assert root.get("role") == "img"
    title, desc = root.find("s:title", NS), root.find("s:desc", NS)
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "Door naar 2A"
    assert desc.text == "Streefwaarde: minstens 60 %. gemeente 0983: 12 van 40 (30,0 %); regio: verborgen"
    widths = [float(each.get("width", "")) for each in root.findall("s:rect", NS)[1:]]
    assert widths == [120.0, 0.0]
    assert len(root.findall("s:line", NS)) == 1


def test_without_bars_it_says_so() -> None:
    assert as_svg("Niets", []).count("geen cijfers") == 2


@given(st.text(), st.text(), st.floats(0, 100))
def test_any_text_is_well_formed(title: str, label: str, percentage: float) -> None:
    etree.fromstring(as_svg(title, [Bar(label, percentage, label)]).encode())
