"""Granting a request: the assignments that it leads to and the WMO301 that says so, in one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.combined import IssuedDecision, find_repeated, keep_decision
from gateway.exchange.assigning.decide import Item, ProviderItems, take_decision
from gateway.exchange.assigning.grants.references import check_can_be_told
from gateway.exchange.assigning.issue import RepeatableRequest, retry_taken_key
from gateway.exchange.assigning.override import Override, PolicyAssessment
from gateway.exchange.assigning.preview import Preview, preview_items, preview_resending
from gateway.exchange.assigning.publish import publish_assignments
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Gone, Invalid
from gateway.exchange.requests.lookup import FoundRequest, find_client_of, find_request, load_request
from gateway.exchange.requests.plan import Grant, items_of
from gateway.messages.kinds.verzoek import Wmo317
from gateway.store.care import toewijzing_verzendingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection
from gateway.store.db.locks import client_lock


async def grant_request(
    gateway: Gateway,
    gemeente: str,
    id: UUID,
    grant: Grant,
    repeatable: RepeatableRequest | None = None,
    overrule: Override | None = None,
) -> IssuedDecision:
    """Decide what the request asks, and book one WMO301 that carries its reference.

    Policy looks at it as at any other decision. Was the WMO301 of an earlier grant refused, then what it carried is
    sent once more with the reference, and nothing is decided anew. A repeated request gets the first result. Raises
    NotFound, Gone, Invalid or Conflict; then nothing is kept.
    """
    client = await find_client(gateway, gemeente, await find_client_of(gateway, gemeente, id))
    return await retry_taken_key(lambda: _grant(gateway, client, id, grant, repeatable, overrule))


async def _grant(
    gateway: Gateway,
    client: Client,
    id: UUID,
    grant: Grant,
    repeatable: RepeatableRequest | None,
    overrule: Override | None,
) -> IssuedDecision:
    async with gateway.db.transaction(client_lock(client.gemeente, client.bsn)) as tx:
        earlier = await find_repeated(tx, gateway, client.gemeente, repeatable)
        if earlier is not None:
            return earlier
        found = await load_request(tx, client.gemeente, id, gateway.today())
        _check_open(found)
        aanbieder = found.request.aanbieder
        standing = await _standing(tx, gateway, client, found)
        if found.untold:
            _check_as_it_is(found, grant)
            nothing_new = {nummer: PolicyAssessment() for nummer in found.untold}
            issued = await publish_assignments(tx, gateway, client, aanbieder, nothing_new, again=found.request)
        else:
            items = _items(client, found, grant, standing)
            with _telling_what_else(found):
                issued = await take_decision(tx, gateway, client, [ProviderItems(aanbieder, items)], overrule)
        return await keep_decision(tx, client.gemeente, issued, repeatable)


async def preview_grant(gateway: Gateway, gemeente: str, id: UUID, grant: Grant, *, overrule: bool) -> Preview:
    """Return what would be said of granting it, and the WMO301 that would follow. Raises as `grant_request`."""
    found = await find_request(gateway, gemeente, id)
    _check_open(found)
    client = await find_client(gateway, gemeente, found.request.client_id)
    async with gateway.db.reading() as tx:
        standing = await _standing(tx, gateway, client, found)
    if found.untold:
        _check_as_it_is(found, grant)
        return await preview_resending(gateway, client, found.request.aanbieder)
    items = _items(client, found, grant, standing)
    with _telling_what_else(found):
        return await preview_items(gateway, client, found.request.aanbieder, items, overrule=overrule)


@contextmanager
def _telling_what_else(found: FoundRequest) -> Iterator[None]:
    """Add to a refusal for the care that is asked what can be done with the request instead."""
    try:
        yield
    except (Conflict, Invalid) as refused:
        if refused.problem in _AS_ASKED:
            whole = found.request.soort == Wmo317.soort.name
            refused.text = f"{refused.text} {_WHOLE if whole else _ELSE}"
        raise


_AS_ASKED: Final = frozenset(
    {"zorg-geleverd", "zorg-gedeclareerd", "einddatum-voor-ingangsdatum", "schema-ongeldig", "regels-geschonden"}
)
"""The refusals of a decision for what it decides, of which the text advises to decide otherwise."""
_WHOLE: Final = "Een WMO317 wordt toegekend zoals hij is gevraagd (IV093); gaat dat niet, wijs het verzoek dan af."
_ELSE: Final = "Ken andere zorg of andere dagen toe dan gevraagd (IV094), of wijs het verzoek af."


async def _standing(
    tx: Connection, gateway: Gateway, client: Client, found: FoundRequest
) -> Sequence[AssignmentVersion]:
    """Return what the next WMO301 carries beside the decision. Raises Conflict when that can't tell this grant."""
    aanbieder, today = found.request.aanbieder, gateway.today()
    versions = await toewijzing_verzendingen.versions_to_send(tx, client.gemeente, client.id, aanbieder, today)
    await check_can_be_told(tx, client.gemeente, found.request, versions)
    return versions


def _items(client: Client, found: FoundRequest, grant: Grant, standing: Sequence[AssignmentVersion]) -> Sequence[Item]:
    if found.asked is None:
        raise Gone(
            "verzoek-gewist",
            "De inhoud van dit verzoek is gewist, omdat de bewaartermijn voorbij was. Wijs het af; de aanbieder kan "
            "opnieuw vragen.",
        )
    _check_not_doubled(found, grant, standing)
    current = {each.nummer: each.terms for each in standing}
    return items_of(found.asked, client.id, found.request.aanbieder, grant, current)


def _check_not_doubled(found: FoundRequest, grant: Grant, standing: Sequence[AssignmentVersion]) -> None:
    """Raise Conflict when what was granted stands, and the provider knows it by a WMO301 that couldn't tell so."""
    stands = sorted({each.nummer for each in standing if not each.verwijderd}.intersection(found.nummers))
    if stands and grant.instead is None:
        told = ", ".join(map(str, stands))
        raise Conflict(
            "toekenning-al-bekend",
            f"Dit verzoek werd toegekend met toewijzing {told}. De aanbieder keurde die WMO301 af, en kent haar door "
            "een andere; met de referentie kan zij niet meer uit (TR379). Wijs het verzoek af als zij zo moet blijven, "
            "verwijder haar eerst om het verzoek opnieuw toe te kennen, of geef met 'anders' andere zorg. Er is niets "
            "vastgelegd.",
            details={"toewijzingNummers": stands},
        )


def _check_open(found: FoundRequest) -> None:
    if found.due is None:
        raise Conflict(
            "verzoek-al-beantwoord",
            f"Dit verzoek is al {found.request.status}; er is niets vastgelegd. De aanbieder kan opnieuw iets vragen.",
            details={"verzoekId": str(found.request.id), "verzoekStatus": found.request.status},
        )


def _check_as_it_is(found: FoundRequest, grant: Grant) -> None:
    """Raise Conflict for other care than the assignments hold that go to the provider once more."""
    if grant.instead is None and grant.begins is None:
        return
    told = ", ".join(map(str, found.untold))
    raise Conflict(
        "toekenning-staat-klaar",
        f"Dit verzoek werd al toegekend met toewijzing {told}; de aanbieder keurde de WMO301 af. Wie het nogmaals "
        "toekent stuurt haar opnieuw zoals zij is: laat 'anders' en 'vanaf' weg. Moet het anders, wijzig dan die "
        "toewijzing: de WMO301 die dat meldt kent het verzoek toe. Er is niets vastgelegd.",
        details={"toewijzingNummers": list(found.untold)},
    )
