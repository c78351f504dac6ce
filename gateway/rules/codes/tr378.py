"""TR378: the municipality exists."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.messages.kinds.declaratie import Wmo323
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.shared import JudgedInFull
from gateway.rules.reported import reported_products
from gateway.standard.lexical import as_date, collapsed

card = Card(
    code="TR378",
    retourcode="S300",
    level=4,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"}),
    element="Header/Afzender; Header/Ontvanger",
    source="iWmo 3.2, technische regel TR378",
    statement=(
        "De gemeentecode (Afzender van een 301 of 319, Ontvanger van een 305, 307, 315, 317 of 323) staat in de lijst "
        "van het CBS."
    ),
    remedy=(
        "Zoek de code van de gemeente op in de CBS-lijst. Is de gemeente opgegaan in een andere, gebruik dan "
        "de nieuwe code."
    ),
    note=(
        "De lijst geldt die van kracht was op de Ingangsdatum van de toewijzing (305 en 307: ToewijzingIngangsdatum, "
        "of als die ontbreekt Begindatum; 315: ToewijzingIngangsdatum, van elk product dat is gevraagd; 319, waarvoor "
        "de standaard geen dag noemt: de Dagtekening): na een herindeling blijft de oude code goed voor wat onder de "
        "oude gemeente begon. Een bestaande gemeente is ook goed voor wat eerder begon, want zij kan toewijzingen "
        "hebben overgenomen. Een WMO317 en een WMO323 gaan over toewijzingen die er al zijn en noemen geen "
        "Ingangsdatum; daarin is elke gemeente goed die sinds 2021 bestond. Meegeleverd: de gemeenten van 2026 en de "
        "sinds 2021 opgeheven gemeenten, elk met haar eerste en laatste dag."
    ),
)

LIST_BEGINS: Final = date(2021, 1, 1)
"""The list has every municipality that existed on this day or later; care of before can't be claimed (CS100)."""


def check(message: JudgedInFull, outside: Outside) -> Iterator[Fault]:
    """Yield the Header when the municipality is unknown, or had ended when an assignment in the message
    began."""
    name, given = (
        ("Afzender", message.header.afzender)
        if message.soort.afzender == "gemeente"
        else ("Ontvanger", message.header.ontvanger)
    )
    code = collapsed(given)
    wrong = [day for day in _begins(message) if not outside.municipality_existed(code, day)]
    if wrong:
        told = f"Gemeente {code} staat niet in de CBS-lijst die gold op {min(wrong)}."
        yield fault(message.header, told, {name: given})


def _begins(message: JudgedInFull) -> Iterator[date]:
    """Yield the days that govern which list holds."""
    if isinstance(message, Wmo301):
        yield from (as_date(assigned.ingangsdatum) for assigned in message.client.toegewezen_producten)
    elif isinstance(message, Wmo315):
        yield from (as_date(asked.toewijzing_ingangsdatum) for asked in message.client.aangevraagde_producten)
    elif isinstance(message, Wmo305 | Wmo307):
        for product in reported_products(message):
            yield as_date(product.toewijzing_ingangsdatum or product.begindatum)
    elif isinstance(message, Wmo317 | Wmo323):
        yield LIST_BEGINS
    else:
        yield as_date(message.header.bericht_identificatie.dagtekening)
