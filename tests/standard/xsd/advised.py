"""The advice about a value, asked at every place of every message where its datatype stands."""

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xsd.advice import advice
from gateway.standard.xsd.model import Complex, Simple
from gateway.standard.xsd.spot import Spot
from gateway.standard.xsd.values import obeys
from tests.standard.xsd.grammar import model

KINDS = list(IWMO_3_2.kinds)


def places(naam: str) -> dict[str, tuple[Simple, Complex]]:
    """Return each element with a value in this kind of message: its type and class, by names of class and element."""
    found: dict[str, tuple[Simple, Complex]] = {}

    def look(name: str, kind: Complex) -> None:
        for child in kind.children:
            if isinstance(child.type, Simple):
                found[f"{name}/{child.name}"] = child.type, kind
            elif f"{child.name}/{child.type.children[0].name}" not in found:
                look(child.name, child.type)

    look("Bericht", model(naam).root)
    return found


def advice_on(naam: str, place: str, text: str) -> str:
    """Return the advice about this text at that place, with all elements beside it that the schema has there."""
    simple, kind = places(naam)[place]
    assert not obeys(simple, text)
    beside = {child.name: child.type for child in kind.children if isinstance(child.type, Simple)}
    return advice(simple, text, Spot(name=place.split("/")[1], within=place.split("/", maxsplit=1)[0], beside=beside))


def everywhere(datatype: str) -> list[tuple[str, str]]:
    """Return each kind of message and place with an element of this datatype; empty for no datatype of the standard."""
    return [(naam, place) for naam in KINDS for place, (simple, _) in places(naam).items() if simple.name == datatype]
