"""Looking up a message: for its sender, its receiver and the operator only.

Findings of policy and overrides are shown to the municipality only: they may tell of other providers, and name a
consulent. A finding that is marked tells of the provider's own care, and is shown to the provider too. The person who
did something by hand is shown to an operator only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Severity, shown_to_provider
from gateway.store.delivery import leveringen
from gateway.store.ledger import berichten, gebeurtenissen
from gateway.store.ledger.berichten import Bericht
from gateway.store.ledger.gebeurtenissen import OVERRULED
from gateway.store.parties.organisaties import Organisatie

ERASED = "gewist"
"""The event that the content was erased; its hashes are for the seals alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message and what came of it."""

    entry: Bericht
    answer: Bericht | None
    """The return message to it."""
    events: Sequence[dict[str, Any]]
    bezorging: DeliveryState | None
    """How its delivery goes, apart from what its receiver makes of it; None: it is delivered to nobody."""

    @property
    def outcome(self) -> str | None:
        """The outcome in the return message: the message itself, or the answer to it."""
        return (self.answer or self.entry).uitkomst


async def find_message(gateway: Gateway, caller: Organisatie, id: UUID) -> Found:
    """Return the message. Raises NotFound, also for a message between others, whose existence stays hidden."""
    async with gateway.db.reading() as tx:
        entry = await berichten.find(tx, id)
        if entry is None or not _may_see(caller, entry):
            raise NotFound("bericht-onbekend", f"Er is geen bericht {id} van of voor {caller.code}.")
        answer = await berichten.find_answer(tx, entry.gemeente, id)
        events = await gebeurtenissen.list_events(tx, entry.gemeente, id)
        delivery = await leveringen.find_delivery(tx, entry.gemeente, id)
    entry = replace(entry, bevindingen=findings_for(caller, entry))
    if caller.code != entry.gemeente:
        events = [each for each in events if each["soort"] != OVERRULED]
    if caller.soort != "beheerder":
        events = [{**each, "gegevens": _without(each["gegevens"], "ingang")} for each in events]
    events = [{**each, "gegevens": {}} if each["soort"] == ERASED else each for each in events]
    return Found(entry, answer, events, None if delivery is None else delivery.staat)


def findings_for(caller: Organisatie, entry: Bericht) -> list[Mapping[str, Any]]:
    """Return the findings in this message that the caller may see, with what that reader can do."""
    found = list(entry.bevindingen)
    if caller.code != entry.gemeente:
        found = [each for each in found if shown_to_provider(each)]
    return found if caller.code == entry.verzender else [_for_another(each) for each in found]


def _for_another(finding: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the finding for a reader who didn't send the message: what refuses it is for its sender to mend."""
    if finding.get("severity") != Severity.AFKEUR or not finding.get("remedy"):
        return finding
    return {**finding, "remedy": f"Aan de afzender: {finding['remedy']}"}


def _without(details: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name != key}


def check_content_kept(found: Found) -> None:
    """Raise Gone when the content of the message was erased."""
    if not found.entry.inhoud:
        erased_at = next((each["op"] for each in found.events if each["soort"] == ERASED), None)
        op = "" if erased_at is None else f" op {erased_at.astimezone(DUTCH_TIME).date()}"
        raise Gone(
            "bericht-gewist",
            f"De inhoud van bericht {found.entry.id} is{op} gewist, omdat de bewaartermijn voorbij was. Wat ervan "
            f"bleef staat bij /v1/berichten/{found.entry.id}.",
        )


def _may_see(caller: Organisatie, entry: Bericht) -> bool:
    is_party = caller.soort == "beheerder" or caller.code in (entry.verzender, entry.ontvanger)
    return is_party and caller.may_handle(entry.soort)
