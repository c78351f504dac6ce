"""The claim that a WMO325 answers, as its rules of level 3 look at it."""

from collections.abc import Iterator
from typing import NamedTuple

from gateway.messages.kinds.declaratie import Client, Prestatie, Referentie, Wmo323, Wmo325
from gateway.rules.case import CaseFile
from gateway.rules.parts.claim import clients
from gateway.standard.lexical import collapsed


class Copied(NamedTuple):
    """A Prestatie in an answer, beside the one in the claim that it is a copy of."""

    prestatie: Prestatie
    claimed: tuple[Client, Prestatie] | None
    """None: the claim has none with these numbers."""
    client: Client


def claim_of(case: CaseFile) -> Wmo323 | None:
    """Return the claim that is answered; None when there is none, or when it isn't seen."""
    return case.answered[0] if case.answered else None


def copies(message: Wmo325, case: CaseFile) -> Iterator[Copied]:
    """Yield the Prestaties in the answer, each with the one in the claim that has the same numbers."""
    claim = claim_of(case)
    if claim is None:
        return
    claimed = {
        _numbers(each.product_referentie): (client, each) for client in clients(claim) for each in client.prestaties
    }
    for client in clients(message):
        for prestatie in client.prestaties:
            yield Copied(prestatie, claimed.get(_numbers(prestatie.product_referentie)), client)


def _numbers(reference: Referentie) -> tuple[str, str]:
    return collapsed(reference.referentie_nummer), collapsed(reference.vorig_referentie_nummer or "")
