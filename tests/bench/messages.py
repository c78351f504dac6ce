"""The messages that are measured: samples of the repository, and generated ones of any size."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from gateway.messages.common import Product
from gateway.messages.kinds.declaratie import Prestatie
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.write import serialise
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from tests.support.messages.claims import client, client_rejected, credit, decision_on, prestatie, wmo323, wmo325
from tests.support.messages.messages import start_product, stop_product, toegewezen_product, wmo301, wmo305, wmo307
from tests.support.messages.persons import bsns
from tests.support.messages.requests import (
    aangevraagd_product,
    nieuw_product,
    te_wijzigen_product,
    unchanged,
    wmo315,
    wmo317,
)

ROOT = Path(__file__).parents[2]
_FIRST_DAY = date(2022, 1, 1)
_LATER = date(2024, 4, 1)


def sample(soort: str) -> bytes:
    """Return the good sample of this kind: "WMO305"."""
    return (ROOT / "samples" / f"{soort.lower()}-goed.xml").read_bytes()


def day(number: int, first: date = _FIRST_DAY) -> str:
    """Return one of 700 days in turn; without `first` all before the Dagtekening of these messages."""
    return (first + timedelta(days=number % 700)).isoformat()


def _toewijzingen(numbers: Sequence[int]) -> Message:
    return wmo301(
        toegewezen_producten=tuple(
            toegewezen_product(
                toewijzing_nummer=str(each + 1),
                product=Product(categorie="02", code=f"02A{each // 700:02d}"),
                ingangsdatum=day(each),
                einddatum=day(each),
            )
            for each in numbers
        )
    )


def _starts(numbers: Sequence[int]) -> Message:
    starts = (start_product(toewijzing_nummer=str(each + 1), begindatum=day(each)) for each in numbers)
    return wmo305(start_producten=tuple(starts))


def _stops(numbers: Sequence[int]) -> Message:
    stops = (stop_product(toewijzing_nummer=str(each + 1), einddatum="2024-02-28") for each in numbers)
    return wmo307(stop_producten=tuple(stops))


def _request(numbers: Sequence[int]) -> Message:
    return wmo315(
        aangevraagde_producten=tuple(
            aangevraagd_product(
                referentie_aanbieder=f"A{each}",
                product=Product(categorie="02", code=f"02A{each // 700:02d}"),
                toewijzing_ingangsdatum=day(each),
                toewijzing_einddatum=day(each),
            )
            for each in numbers
        )
    )


def _wijzigingen(numbers: Sequence[int]) -> Message:
    third = len(numbers) // 3
    return wmo317(
        ongewijzigde_producten=unchanged(*(str(each + 1) for each in numbers[:third])),
        te_wijzigen_producten=tuple(
            te_wijzigen_product(toewijzing_nummer=str(each + 1)) for each in numbers[third : 2 * third]
        ),
        nieuwe_producten=tuple(
            nieuw_product(gewenste_ingangsdatum=day(each, _LATER), einddatum=day(each, _LATER))
            for each in numbers[2 * third :]
        ),
    )


def _prestaties(numbers: Sequence[int]) -> tuple[Prestatie, ...]:
    """Return debits, and after them as many credits of earlier ones."""
    half = len(numbers) // 2
    debits = (prestatie(f"P{each}", toewijzing_nummer=str(each + 1)) for each in numbers[half:])
    credited = (credit(f"C{each}", f"Q{each}", toewijzing_nummer=str(each + 1)) for each in numbers[:half])
    return (*debits, *credited)


def _declaratie(numbers: Sequence[int]) -> Message:
    """Return a claim, a tenth of it for clients of their own."""
    tenth = len(numbers) // 10
    *others, last = bsns(tenth + 1)
    alone = [client(each, bsn=bsn) for each, bsn in zip(_prestaties(numbers[:tenth]), others, strict=True)]
    return wmo323(clienten=(*alone, client(*_prestaties(numbers[tenth:]), bsn=last)))


def _claim_answer(numbers: Sequence[int]) -> Message:
    return wmo325(declaratie_antwoord=decision_on(clienten=(client_rejected(*_prestaties(numbers)),)))


_MAKERS: Mapping[str, Callable[[Sequence[int]], Message]] = {
    "WMO301": _toewijzingen,
    "WMO305": _starts,
    "WMO307": _stops,
    "WMO315": _request,
    "WMO317": _wijzigingen,
    "WMO323": _declaratie,
    "WMO325": _claim_answer,
}
KINDS = tuple(_MAKERS)
"""Those that can hold any number of products."""


def many(soort: str, number: int, *, alike: bool = False) -> Message:
    """Return a message with this many products; all in order, or `alike`: all with one key and at one time."""
    return _MAKERS[soort]([0] * number if alike else range(number))


def many_bytes(soort: str, number: int) -> bytes:
    """Return such a message as XML."""
    return serialise(many(soort, number))


def verdict(schemas: Schemas, data: bytes) -> Any:
    """Do all that `gateway validate` does with one message: parse, schema, read, rules."""
    document = parse(data)
    assert schemas.valid(document)
    return judge(read(document))


class Bare:
    """lxml alone: the floor under every verdict."""

    def __init__(self, soort: str) -> None:
        self._schema = etree.XMLSchema(etree.parse(ROOT / "xsd" / "iwmo-3.2" / f"{soort.lower()}.xsd"))
        self._parser = etree.XMLParser()

    def __call__(self, data: bytes) -> bool:
        return bool(self._schema.validate(etree.fromstring(data, self._parser)))
