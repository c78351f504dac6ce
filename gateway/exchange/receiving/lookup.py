"""Looking up a message: only for who sent it, received it, or runs the gateway.

What policy had to say of it, and who let that pass, only the municipality sees: it may tell of other providers, and
the name of a consulent is nobody else's business. Marked findings, which tell of nothing but the provider's own care,
are for the provider too. Which person of the operator did something by hand, only an operator sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gateway.exchange.kernel.findings_json import VOOR_AANBIEDER, is_policy
from gateway.exchange.kernel.gateway import NEDERLAND, Gateway
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.store.ledger import berichten, gebeurtenissen
from gateway.store.ledger.berichten import Bericht
from gateway.store.ledger.gebeurtenissen import OVERRULED
from gateway.store.parties.organisaties import Organisatie

ERASED = "gewist"
"""The event that the content was erased; its hashes are for the seals alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message and what came of it."""

    bericht: Bericht
    antwoord: Bericht | None
    """The return message to it."""
    gebeurtenissen: Sequence[dict[str, Any]]

    @property
    def uitkomst(self) -> str | None:
        """What a return message says; of another message what the answer to it says."""
        return (self.antwoord or self.bericht).uitkomst


async def message(gateway: Gateway, caller: Organisatie, id: UUID) -> Found:
    """Return the message. Raises NotFound, also for a message of others: nobody learns that it exists."""
    async with gateway.db.reading() as tx:
        entry = await berichten.find(tx, id)
        if entry is None or not _may_see(caller, entry):
            raise NotFound("bericht-onbekend", f"Er is geen bericht {id} van of voor {caller.code}.")
        antwoord = await berichten.find_answer(tx, entry.gemeente, id)
        events = await gebeurtenissen.list_events(tx, entry.gemeente, id)
    if caller.code != entry.gemeente:
        entry = replace(
            entry, bevindingen=[each for each in entry.bevindingen if not is_policy(each) or VOOR_AANBIEDER in each]
        )
        events = [each for each in events if each["soort"] != OVERRULED]
    if caller.soort != "beheerder":
        events = [{**each, "gegevens": _without(each["gegevens"], "ingang")} for each in events]
    events = [{**each, "gegevens": {}} if each["soort"] == ERASED else each for each in events]
    return Found(entry, antwoord, events)


def _without(gegevens: Mapping[str, Any], sleutel: str) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in gegevens.items() if naam != sleutel}


def must_be_kept(found: Found) -> None:
    """Returns when the message still has its content. Raises Gone."""
    if not found.bericht.inhoud:
        gewist = next((each["op"] for each in found.gebeurtenissen if each["soort"] == ERASED), None)
        op = "" if gewist is None else f" op {gewist.astimezone(NEDERLAND).date()}"
        raise Gone(
            "bericht-gewist",
            f"De inhoud van bericht {found.bericht.id} is{op} gewist, omdat de bewaartermijn voorbij was. Wat ervan "
            f"bleef staat bij /v1/berichten/{found.bericht.id}.",
        )


def _may_see(caller: Organisatie, entry: Bericht) -> bool:
    theirs = caller.soort == "beheerder" or caller.code in (entry.verzender, entry.ontvanger)
    return theirs and caller.may_handle(entry.soort)
