"""References of requests on assignments: which request a decision grants, and what the next WMO301 says of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from gateway.exchange.kernel.refusals import Conflict
from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.case import RequestAnswer
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.requests import verzoek_toewijzingen, verzoeken
from gateway.store.requests.verzoek_toewijzingen import GrantedRequest, SentVersions
from gateway.store.requests.verzoeken import KeptRequest

_FINAL = (RequestAnswer.GRANTED.value, RequestAnswer.DENIED.value)


async def find_granted(tx: Connection, client: Client, aanbieder: str, referentie: str | None) -> KeptRequest | None:
    """Return the open request that a decision with this reference grants; None for no reference, or an unknown one.

    Raises Conflict for a request that is about another client, or that has its final answer.
    """
    if referentie is None:
        return None
    found = await verzoeken.find_by_reference(tx, client.gemeente, aanbieder, referentie)
    if found is None:
        return None
    if found.client_id != client.id:
        raise Conflict(
            "verzoek-andere-client",
            f"De referentie is van een {found.soort} van aanbieder {aanbieder} voor een andere cliënt. Controleer "
            "referentieAanbieder; er is niets vastgelegd.",
        )
    if found.status in _FINAL:
        raise Conflict(
            "verzoek-al-beantwoord",
            f"Het verzoek met deze referentie is al {found.status}; de aanbieder zou de WMO301 afkeuren (TR379). Laat "
            "referentieAanbieder weg; er is niets vastgelegd.",
            details={"verzoekId": str(found.id)},
        )
    return found


def check_own_grant(request: KeptRequest) -> None:
    """Raise Conflict for a WMO317, which no single assignment grants: all of it is granted, or nothing (IV093)."""
    if request.soort == Wmo317.soort.name:
        raise Conflict(
            "verzoek-in-zijn-geheel",
            "De referentie is van een WMO317, die in zijn geheel wordt toegekend of afgewezen (IV093). Ken het verzoek "
            "zelf toe, of laat referentieAanbieder weg; er is niets vastgelegd.",
            details={"verzoekId": str(request.id)},
        )


async def link_grants(
    tx: Connection,
    gemeente: str,
    granted: Mapping[int, KeptRequest],
    versions: Sequence[AssignmentVersion],
    again: KeptRequest | None = None,
) -> list[GrantedRequest]:
    """Keep which of these versions grant which request; return the requests of which the WMO301 with them tells so.

    `granted`: by number of each assignment that was decided on. A WMO315 is granted by that assignment alone, a WMO317
    by all that stands after it, what is unchanged too (IV093). The grants of a WMO301 that was refused are told again,
    also of what was mended since: its first sending didn't count. `again`: the one of which that is asked.
    """
    booking = Booking()
    pairs = {each.nummer: (each.nummer, each.versie) for each in versions}
    requests = {each.id: each for each in granted.values()}
    for request in requests.values():
        own = [pairs[nummer] for nummer, each in granted.items() if each.id == request.id]
        whole = request.soort == Wmo317.soort.name
        verzoek_toewijzingen.book(booking, gemeente, request.id, list(pairs.values()) if whole else own)
    await booking.write(tx)
    sent = _sent(versions)
    await verzoek_toewijzingen.inherit(tx, gemeente, sent)
    first = set(requests) if again is None else {again.id}
    return _told(await verzoek_toewijzingen.list_untold(tx, gemeente, sent), first)


def _told(untold: Sequence[GrantedRequest], first: Collection[UUID]) -> list[GrantedRequest]:
    """Return the ones that a single WMO301 can tell: a line has one reference, and a WMO317 has that on every line.

    Those of a WMO315 go before a WMO317, for later their assignment is known, and can't carry the reference (TR379);
    a WMO317 can be told at any time. Of these the first, or else the oldest, is told.
    """
    of_one_line = [each for each in untold if each.soort != Wmo317.soort.name]
    return of_one_line or sorted(untold, key=lambda each: each.verzoek_id not in first)[:1]


async def check_can_be_told(
    tx: Connection, gemeente: str, request: KeptRequest, versions: Sequence[AssignmentVersion]
) -> None:
    """Raise Conflict for a WMO317 when the next WMO301, with these versions, has to tell the grant of a WMO315 first.

    Both are open only when the provider refused what it was told of them.
    """
    if request.soort != Wmo317.soort.name:
        return
    untold = await verzoek_toewijzingen.list_untold(tx, gemeente, _sent(versions))
    waiting = [nummer for each in untold if each.soort != Wmo317.soort.name for nummer in each.nummers]
    if waiting:
        told = ", ".join(map(str, waiting))
        raise Conflict(
            "andere-toekenning-staat-klaar",
            f"Een ander verzoek van deze aanbieder voor deze cliënt werd toegekend met toewijzing {told}; de aanbieder "
            "keurde de WMO301 af. De volgende WMO301 heeft die referentie, en kan niet ook dit verzoek toekennen: een "
            "WMO317 heeft zijn referentie bij elke toewijzing (IV093). Ken dat andere verzoek eerst nogmaals toe, of "
            "verwijder die toewijzing; er is niets vastgelegd.",
            details={"toewijzingNummers": waiting},
        )


def _sent(versions: Sequence[AssignmentVersion]) -> SentVersions:
    return SentVersions([(each.nummer, each.versie, each.verwijderd) for each in versions], whole=Wmo317.soort.name)


def with_references(versions: Sequence[AssignmentVersion], grants: Sequence[GrantedRequest]) -> list[AssignmentVersion]:
    """Return the versions with the reference of the request that each grants."""
    references = {nummer: grant.referentie for grant in grants for nummer in grant.nummers}
    return [
        replace(each, terms=replace(each.terms, referentie_aanbieder=references[each.nummer]))
        if each.nummer in references
        else each
        for each in versions
    ]
