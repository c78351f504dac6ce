"""The messages that are measured: the samples of the repository, and ones of any size."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from gateway.messages.gedeeld import Product
from gateway.messages.lezen import read
from gateway.messages.registry import Bericht
from gateway.messages.schrijven import serialise
from gateway.rules.engine import judge
from gateway.standard.xml import parse
from gateway.standard.xsd import Schemas
from tests.support.berichten import start_product, stop_product, toegewezen_product, wmo301, wmo305, wmo307

ROOT = Path(__file__).parents[2]
KINDS = ("WMO301", "WMO305", "WMO307")
"""Those that can be made with any number of products."""

_FIRST_DAY = date(2022, 1, 1)


def sample(soort: str) -> bytes:
    """The good sample of this kind: "WMO305"."""
    return (ROOT / "samples" / f"{soort.lower()}-goed.xml").read_bytes()


def day(number: int) -> str:
    """One of two thousand days, in turn, none of them after the Dagtekening of the messages here."""
    return (_FIRST_DAY + timedelta(days=number % 700)).isoformat()


def many(soort: str, number: int, *, alike: bool = False) -> Bericht:
    """A message with so many products; all fine, or `alike`: all with one key and at one time."""
    numbers = [0] * number if alike else range(number)
    if soort == "WMO301":
        toegewezen = tuple(
            toegewezen_product(
                toewijzing_nummer=str(each + 1),
                product=Product(categorie="02", code=f"02A{each // 700:02d}"),
                ingangsdatum=day(each),
                einddatum=day(each),
            )
            for each in numbers
        )
        return wmo301(toegewezen_producten=toegewezen)
    if soort == "WMO305":
        starts = tuple(start_product(toewijzing_nummer=str(each + 1), begindatum=day(each)) for each in numbers)
        return wmo305(start_producten=starts)
    stops = tuple(stop_product(toewijzing_nummer=str(each + 1), einddatum="2024-02-28") for each in numbers)
    return wmo307(stop_producten=stops)


def many_bytes(soort: str, number: int) -> bytes:
    """The same as XML."""
    return serialise(many(soort, number))


def verdict(schemas: Schemas, data: bytes) -> Any:
    """All that `gateway validate` does with one message: parse, schema, read, rules."""
    document = parse(data)
    assert schemas.valid(document)
    return judge(read(document))


class Bare:
    """lxml and nothing else: the floor under every verdict."""

    def __init__(self, soort: str) -> None:
        self._schema = etree.XMLSchema(etree.parse(ROOT / "xsd" / "iwmo-3.2" / f"{soort.lower()}.xsd"))
        self._parser = etree.XMLParser()

    def __call__(self, data: bytes) -> bool:
        return bool(self._schema.validate(etree.fromstring(data, self._parser)))
