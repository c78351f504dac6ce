"""IV034: the message was built with schemas that the release allows."""

from collections.abc import Iterator

from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.outside import Outside
from gateway.rules.parts.shared import JudgedInFull
from gateway.standard.lexical import as_int

card = Card(
    code="IV034",
    retourcode="",
    level=BEYOND,
    messages=frozenset(
        {"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"},
    ),
    element="Header/XsdVersie",
    source="iWmo 3.2, invulinstructie IV034",
    statement=(
        "BasisschemaXsdVersie en BerichtXsdVersie liggen tussen de oudste en de nieuwste versie die de schema's van de "
        "release zelf noemen. Beide grenzen mogen."
    ),
    remedy=(
        "Aan dit bericht valt niets te herstellen: het voldoet aan het schema. Laat de verzender de versies voortaan "
        "overnemen uit de schema's waarmee zijn systeem berichten maakt."
    ),
    note=(
        "Dit is geen genummerde technische regel, maar een invulinstructie zonder retourcode: een signaal, dat niets "
        "afkeurt. Het schema neemt elke versie van drie getallen. Wij vergelijken getal voor getal, zodat 1.10.0 na "
        "1.9.0 komt."
    ),
)


def check(message: JudgedInFull, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield the Header for each version outside the bounds of the release."""
    soort, given = message.soort, message.header.xsd_versie
    for element, text, oldest, newest in (
        ("BasisschemaXsdVersie", given.basisschema_xsd_versie, soort.basis_min, soort.basis_max),
        ("BerichtXsdVersie", given.bericht_xsd_versie, soort.xsd_min, soort.xsd_max),
    ):
        if text != oldest and not _triple(oldest) <= _triple(text) <= _triple(newest):
            allowed = f"alleen {oldest}" if oldest == newest else f"{oldest} tot en met {newest}"
            yield fault(
                message.header,
                f"{element} is {quote(text)}. Release {soort.release} kent voor een {soort.name} {allowed}.",
                {f"XsdVersie/{element}": text},
            )


def _triple(version: str) -> tuple[int, ...]:
    return tuple(as_int(part) for part in version.split("."))
