"""Claims around a change of an assignment: what was granted keeps its ground (OP362, TR385, UP031)."""

from collections.abc import Sequence

from gateway.exchange.assigning.changes import Change
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.messages.terms import AssignmentTerms
from gateway.standard.money import euros
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.claims.prestaties import StandingClaims, sum_standing
from gateway.store.db.database import Connection
from gateway.store.db.locks import claims_lock, take_locks


def may_take_room(change: Change) -> bool:
    """Return True when the change may leave less of an assignment than was claimed on it."""
    return change.remove or (change.einddatum, change.volume, change.budget) != (None, None, None)


async def lock_claims(tx: Connection, gateway: Gateway, aanbieders: Sequence[str]) -> None:
    """Wait until no claim of these providers is being judged; none is, until the transaction ends.

    Call it under the client's lock, before anything about claims is read.
    """
    locks = sorted({claims_lock(each) for each in aanbieders})
    if locks:
        await take_locks(tx, gateway.db.hash_locks(locks))


async def check_claimed(tx: Connection, gemeente: str, former: AssignmentVersion, new: AssignmentVersion) -> None:
    """Raise Conflict when the new version would leave less than what was granted and not credited.

    The provider's consent lets it end earlier or hold less, but not be removed. The caller holds the lock on the
    provider's claims.
    """
    found = (await sum_standing(tx, gemeente, [former.nummer])).get(former.nummer)
    if found is None:
        return
    if new.verwijderd:
        raise Conflict(
            "zorg-gedeclareerd",
            f"Op toewijzing {former.nummer} staat {euros(found.cents)} aan toegekende prestaties die niet zijn "
            "gecrediteerd; verwijderen kan dan niet (OP362, TR385). Laat de aanbieder ze eerst crediteren, of verkort "
            "de toewijzing.",
        )
    lost = _what_is_lost(former.terms, new.terms, found)
    if lost is not None and not new.record.instemming_aanbieder:
        raise Conflict(
            "zorg-gedeclareerd",
            f"Toewijzing {former.nummer}: {lost}, en dat zou zijn grond verliezen (UP031). Spreek het met de aanbieder "
            "af en leg zijn instemming vast met instemmingAanbieder, of laat hem de prestaties eerst crediteren.",
        )


def _what_is_lost(former: AssignmentTerms, new: AssignmentTerms, found: StandingClaims) -> str | None:
    """Return what was granted that the new terms have no room for (Dutch); None: nothing."""
    if new.einddatum is not None and found.last_day > new.einddatum:
        return f"er is zorg toegekend tot en met {found.last_day}, na Einddatum {new.einddatum}"
    if new.budget is not None and new.budget < (former.budget or 0) and found.cents > new.budget:
        return f"er is {euros(found.cents)} toegekend, meer dan het nieuwe Budget {euros(new.budget)}"
    if new.volume is not None and new.volume < (former.volume or 0) and found.exceeds(new.volume, new.eenheid):
        return f"er is meer toegekend dan het nieuwe volume {new.volume}"
    return None
