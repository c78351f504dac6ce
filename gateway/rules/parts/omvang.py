"""Checks of an Omvang that several rules share, each for its own messages: CD080, CD095, CD096; CS338, CS343."""

from collections.abc import Iterable, Iterator
from typing import Final

from gateway.rules.fault import Fault, fault
from gateway.rules.kit import after_2020, one_of
from gateway.rules.parts.care import Care, WithProduct, describe, end, end_name
from gateway.rules.words import coded
from gateway.standard.lexical import filled

_UNITS: Final = ("14", "16", "83", "84")
_FREQUENCIES: Final = ("2", "4", "6")


def without_code(products: Iterable[WithProduct]) -> Iterator[Fault]:
    """Yield every Omvang of a product without Code that ends after 2020 or not at all."""
    for care in products:
        if care.omvang is None or (care.product is not None and filled(care.product.code)):
            continue
        if after_2020(end(care)):
            yield fault(
                care,
                f"{describe(care)} heeft een Omvang, maar geen productcode.",
                {"Omvang": care.omvang, end_name(care): end(care)},
            )


def unfit_frequency(products: Iterable[Care]) -> Iterator[Fault]:
    """Yield every Omvang with a unit and a frequency that don't go together, if it ends after 2020."""
    for care in products:
        omvang = care.omvang
        if omvang is None or not one_of(omvang.eenheid, _UNITS) or one_of(omvang.frequentie, _FREQUENCIES):
            continue
        if after_2020(end(care)):
            eenheid = coded("LDT_Eenheid", omvang.eenheid)
            frequentie = coded("LDT_Frequentie", omvang.frequentie)
            yield fault(
                care,
                f"Eenheid {eenheid} gaat niet samen met Frequentie {frequentie}.",
                {
                    "Omvang/Eenheid": omvang.eenheid,
                    "Omvang/Frequentie": omvang.frequentie,
                    end_name(care): end(care),
                },
            )
