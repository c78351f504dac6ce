"""What a claim (323) and the decision on it (325) have in common."""

from collections.abc import Iterator
from math import isnan
from typing import Final, TypeAlias

from gateway.messages.kinds.declaratie import (
    BedragMetDC,
    Client,
    GeslotenPeriode,
    Prestatie,
    TotaalBedragMetDC,
    Wmo323,
    Wmo325,
)
from gateway.rules.kit import number, one_of, quote

ClaimMessage: TypeAlias = Wmo323 | Wmo325
Amount: TypeAlias = BedragMetDC | TotaalBedragMetDC

CREDIT = ("C",)
DEBIT = ("D",)


EUROS: Final = ("83",)
"""Units in which a volume is itself an amount, so that the Prestatie has no rate."""


def clients(message: ClaimMessage) -> tuple[Client, ...]:
    """Return the clients of the message; a decision on the claim as a whole has none."""
    if isinstance(message, Wmo323):
        return message.declaratie.clienten
    return () if message.declaratie_antwoord is None else message.declaratie_antwoord.clienten


def prestaties(message: ClaimMessage) -> Iterator[Prestatie]:
    """Yield the Prestaties of all clients."""
    for client in clients(message):
        yield from client.prestaties


def periods(message: ClaimMessage) -> Iterator[tuple[GeslotenPeriode, Prestatie | None]]:
    """Yield the period of a claim with None, then that of each Prestatie with the Prestatie."""
    if isinstance(message, Wmo323):
        yield message.declaratie.declaratie_periode, None
    for prestatie in prestaties(message):
        yield prestatie.product_periode, prestatie


def describe(prestatie: Prestatie | None) -> str:
    """Return the words by which a finding names a Prestatie; None is the period of the claim (Dutch)."""
    if prestatie is None:
        return "de declaratieperiode"
    return f"prestatie {quote(prestatie.product_referentie.referentie_nummer)}"


def value(amount: Amount) -> str:
    """Return the text of the amount, without its sign."""
    return amount.bedrag if isinstance(amount, BedragMetDC) else amount.totaal_bedrag


def balance(amount: Amount) -> float:
    """Return the amount in cents with its sign: a credit is negative. NaN when the kit can't read it."""
    found = number(value(amount))
    return -found if one_of(amount.debet_credit, CREDIT) else found


def balance_words(amount: float) -> str:
    """Return the words for an amount with its sign (Dutch)."""
    return "niet te berekenen" if isnan(amount) else f"{abs(amount):.0f} ({'C' if amount < 0 else 'D'})"


def amount_words(amount: Amount) -> str:
    """Return the words for an amount as it is written in the message (Dutch)."""
    return f"{quote(value(amount))} ({amount.debet_credit})"
