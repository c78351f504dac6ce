"""Tariffs of Venlo for 10B01: that of all providers in 2026, and a provider's own in the second half of that year."""

from dataclasses import replace
from datetime import date

from gateway.exchange.assigning.registers.tariff_file import TariffLine
from gateway.policy.tariffs import Tariff

ALL = Tariff(
    categorie="10",
    code="10B01",
    aanbieder=None,
    eenheid="82",
    bedrag=240_000,
    vanaf=date(2026, 1, 1),
    tot=date(2026, 12, 31),
)
OWN = replace(ALL, aanbieder="99990001", bedrag=250_000, vanaf=date(2026, 7, 1))


def in_file(*tariffs: Tariff) -> list[TariffLine]:
    """Return the tariffs as the lines of a file."""
    return [TariffLine(number, each) for number, each in enumerate(tariffs, 2)]
