"""The case file: what stands between one municipality and one provider about one client, before a message.

The store fills it with typed values from the ledger; the functions here bring the classes of a message to the
same form, so that 101 and 0101 are one number, as in the books of both parties (the text comparison of TR101 is
an accident of level 2). A part of a key that is absent matches nothing but absence.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gateway.messages.common import Product
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.claim_file import ClaimFile
from gateway.standard.lexical import as_int, collapsed

TEMPORARY: Final = "20"
"""RedenBeeindiging of a temporary stop; every other reason is final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzing:
    """The valid version (latest Toewijzingsdatum and -tijd) of an assignment that the municipality sent.

    For a 317 the latest that its sender knew.
    """

    toewijzing_nummer: int
    categorie: str | None
    """None: a generic assignment, without Product."""
    code: str | None
    """None: an aspecific assignment, of a whole category."""
    ingangsdatum: date
    einddatum: date | None = None
    """Last day, inclusive; None: open."""
    verwijderd: bool = False
    """Removed again with RedenWijziging 13."""
    sent_on: date | None = None
    """The Dutch day on which the municipality first sent it, refused 301s left out (OP286); None: not known."""
    volume: int | None = None
    """With `eenheid` and `frequentie`, or none of the three."""
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    """Euro cents."""

    @property
    def size(self) -> tuple[int, str, str] | None:
        """The volume, unit and frequency; None: without Omvang."""
        if self.volume is None or self.eenheid is None or self.frequentie is None:
            return None
        return self.volume, self.eenheid, self.frequentie


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A start by its key: two starts of one client with equal fields are the same start."""

    toewijzing_nummer: int | None
    """None: taakgericht, without a number."""
    categorie: str | None
    code: str | None
    begindatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop by its key: two stops of one client with equal fields are the same stop."""

    toewijzing_nummer: int | None
    categorie: str | None
    code: str | None
    begindatum: date
    reden_beeindiging: str
    """"20" is a temporary stop."""
    einddatum: date
    """Last day of the care, inclusive."""

    @property
    def start(self) -> Start:
        """The start this stop ends."""
        return Start(
            toewijzing_nummer=self.toewijzing_nummer,
            categorie=self.categorie,
            code=self.code,
            begindatum=self.begindatum,
        )

    @property
    def is_temporary(self) -> bool:
        """True for a temporary stop."""
        return self.reden_beeindiging == TEMPORARY

    @property
    def delivery_key(self) -> Hashable:
        """The identity of this delivery of care: the number and the begin; without a number the
        product."""
        if self.toewijzing_nummer is None:
            return (self.categorie, self.code, self.begindatum)
        return (self.toewijzing_nummer, self.begindatum)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentIdentity:
    """What tells one assignment from another, whatever its number."""

    bsn: str
    aanbieder: str
    """AGB code."""
    categorie: str | None
    code: str | None
    ingangsdatum: date


class RequestAnswer(StrEnum):
    """What a municipality says to a request."""

    GRANTED = "toegekend"
    """By a 301 that carries its reference."""
    DENIED = "afgewezen"
    """By a 319 with VerzoekAntwoord 1."""
    INVESTIGATED = "in-onderzoek"
    """By a 319 with VerzoekAntwoord 2; a final answer is still due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked under one reference: one product of a 315, or all of a 317."""

    soort: str
    """"WMO315"."""
    of_client: bool = True
    """It is about this client."""
    answers: frozenset[RequestAnswer] = frozenset()
    """What the municipality sent, save what the provider refused, which counts as never sent (OP286)."""

    @property
    def is_open(self) -> bool:
        """True as long as it is neither granted nor denied."""
        return not self.answers & {RequestAnswer.GRANTED, RequestAnswer.DENIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The messages exchanged before this one, save those that were refused (OP286)."""

    toewijzingen: Mapping[int, Toewijzing] = field(default_factory=lambda: MappingProxyType({}))
    """Of this client, sent by this municipality to this provider, by ToewijzingNummer; removed ones too. For a 317 each
    in its version of the Dagtekening, if there was one then."""
    starts: tuple[Start, ...] = ()
    """Of this client and this pair: every start that was not removed (status 3), also those that were
    stopped."""
    stops: tuple[Stop, ...] = ()
    """Of this client and this pair: every stop that was not removed (status 3)."""
    identificatie_used: bool = False
    """The sender used this Identificatie before, in a message of this type with other bytes."""
    known_numbers: Mapping[int, AssignmentIdentity] = field(default_factory=lambda: MappingProxyType({}))
    """For a 301: what each ToewijzingNummer in it stood for when this municipality used it before, for any
    client or provider. A number not used before is not in it."""
    requests: Mapping[str, Request] | None = None
    """By ReferentieAanbieder the requests of this provider to this municipality, save those that were refused on a
    technical fault: those for this client, and those with a reference in the message. None: they are not seen."""
    claimed: frozenset[int] | None = None
    """For a 301: numbers of this client's assignments with approved, uncredited Prestaties; None when the
    gateway doesn't see the claims."""
    claims: ClaimFile | None = None
    """For a 323: what was assigned and claimed before; None when the gateway doesn't see the claims."""
    answered: tuple[Wmo323, ...] | None = None
    """For a 325: the claim that its DeclaratieIdentificatie names, as it was sent; empty: there is none. None when the
    gateway doesn't see it."""
    refused: frozenset[str] = frozenset()
    """Paths of the classes that rules of an earlier turn (`Card.turn`) found at fault."""
    productverschil_is_signaal: bool = False
    """Setting of the municipality: a product that differs from the assigned one (IV075) is no cause to
    refuse."""

    @property
    def knows_client(self) -> bool:
        """True when this pair exchanged messages about the client before."""
        asked = any(each.of_client for each in (self.requests or {}).values())
        return asked or bool(self.toewijzingen or self.starts or self.stops)


def product_of(product: Product | None) -> tuple[str | None, str | None]:
    """Return the Categorie and Code of a product, each None when absent."""
    if product is None:
        return None, None
    return collapsed(product.categorie), None if product.code is None else collapsed(product.code)


def number_of(text: str | None) -> int | None:
    """Return a ToewijzingNummer as a number; None when absent."""
    return None if text is None else as_int(text)


def answered_request(message: Wmo319, case: CaseFile) -> Request | None:
    """Return the request that a WMO319 answers; None when it is unknown, or requests aren't seen."""
    return (case.requests or {}).get(collapsed(message.antwoord.referentie_aanbieder))
