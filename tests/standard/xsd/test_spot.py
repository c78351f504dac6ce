"""What stands around an element."""

from lxml import etree

from gateway.standard.xsd.model import Complex, Simple
from gateway.standard.xsd.spot import Spot, Step, empty, may_go, spot_of
from tests.standard.examples import changed, wmo305
from tests.standard.xsd.grammar import model


def trail_to(root: etree._Element, *names: str) -> list[Step]:
    kind, element, trail = model("WMO305").root, root, []
    for name in names:
        child = next(each for each in kind.children if each.name == name)
        element = element.find(child.tag)
        trail.append(Step(element, child, kind))
        if isinstance(child.type, Complex):
            kind = child.type
    return trail


def test_an_element_that_is_optional_may_go_itself() -> None:
    root = etree.fromstring(changed("<w:Begindatum>", "<w:ToewijzingIngangsdatum/><w:Begindatum>"))
    trail = trail_to(root, "Client", "StartProducten", "StartProduct", "ToewijzingIngangsdatum")
    assert may_go(trail) == "ToewijzingIngangsdatum"
    spot = spot_of(trail, "ToewijzingIngangsdatum", str)
    assert (spot.within, spot.leave_out) == ("StartProduct", "ToewijzingIngangsdatum")
    assert "Begindatum" in spot.beside


def test_a_required_element_may_not_go_from_a_class_that_holds_something() -> None:
    trail = trail_to(etree.fromstring(wmo305()), "Client", "StartProducten", "StartProduct", "Begindatum")
    assert may_go(trail) is None


def test_a_class_is_empty_when_it_has_nothing_but_white_space() -> None:
    assert empty(etree.fromstring("<a> <b>\n</b> <!-- x --></a>"))
    assert not empty(etree.fromstring("<a><b/>x</a>"))
    assert not empty(etree.fromstring(f"<a>{'<b/>' * 500}</a>"))


def test_a_spot_finds_a_neighbour_by_datatype_and_shows_no_hidden_value() -> None:
    beside = {"Eenheid": Simple(name="LDT_Eenheid", kind="string")}
    spot = Spot(name="Volume", beside=beside, show=lambda value: None if value == "geheim" else value)
    assert spot.of_type("LDT_Eenheid") == "Eenheid"
    assert spot.of_type("LDT_Bsn") is None
    assert spot.write_advice("12", "zonder punten") == "Schrijf 12: zonder punten."
    assert spot.write_advice("geheim", "zonder punten") == ""
