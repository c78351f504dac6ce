"""The end of all care of a client who died or moved away: first how each assignment would end, then the end itself."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.pages.assigning.clienten import decision_on, name_of
from gateway.console.session.looks import about
from gateway.console.session.visit import DecidingMunicipality, Visit
from gateway.console.view.deciding.decision import Asking, Done, Told, decide, mark_of, new_key, refused
from gateway.console.view.deciding.form import only, read_record
from gateway.console.view.fields import Fields
from gateway.console.view.render import page
from gateway.exchange.assigning.changes import reasons_to_change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.end_all import REASONS_TO_END, Ending, EndOfCare, end_all_care, preview_end
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.assigning.registers.tariffs import NOTHING_EXPECTED
from gateway.store.care.clienten import Client

router = APIRouter()

_PATH: Final = "/console/clienten/{id}/beeindigen"
_NAMES: Final = ("einddatum", "redenWijziging")


@router.get(_PATH)
async def toon(visit: DecidingMunicipality, id: UUID) -> Response:
    """Return the form, empty."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    return _form(visit, client, Fields({}), Told(new_key()), ())


@router.post(_PATH)
async def beeindig(visit: DecidingMunicipality, id: UUID) -> Response:
    """Say how all care would end; end it once that was seen, and tell what remains to be done."""
    client = await find_client(visit.gateway, visit.caller.code, id)
    fields = Fields(dict(visit.form))
    asked = _asked(visit, fields)
    if asked is None:
        return _form(visit, client, fields, refused(fields), ())
    endings: list[Ending] = []
    outcome = await decide(visit, fields, _asking(visit, client, fields, asked, endings))
    if isinstance(outcome, Done):
        about(visit.request, client.id)
        name = name_of(client.gegevens)
        return page(visit, "beeindigd.html", client=client, name=name, endings=outcome.made, last_day=asked.last_day)
    return _form(visit, client, fields, outcome, endings)


def _asked(visit: Visit, fields: Fields) -> EndOfCare | None:
    last_day, reason = fields.day("einddatum"), fields.choice("redenWijziging", REASONS_TO_END)
    for name, value in (("einddatum", last_day), ("redenWijziging", reason)):
        if value is None and name not in fields.errors:
            fields.fail(name, "Vul dit in.")
    if fields.errors or last_day is None or reason is None:
        return None
    return EndOfCare(last_day, reason, read_record(fields, visit.person.naam))


def _asking(
    visit: Visit, client: Client, fields: Fields, asked: EndOfCare, endings: list[Ending]
) -> Asking[Sequence[Ending]]:
    """Return what the form asks for. A look puts in `endings` how each assignment would end."""
    gateway, gemeente = visit.gateway, visit.caller.code

    async def preview() -> Preview:
        previews, endings[:] = await preview_end(gateway, gemeente, client.id, asked)
        return Preview(
            aanbieder="",
            allowed=all(each.allowed for each in previews),
            overridable=False,
            findings_by_step=[found for each in previews for found in each.findings_by_step],
            rule_findings=tuple(found for each in previews for found in each.rule_findings),
            lines=[line for each in previews for line in each.lines],
            alternatives=None,
            expected=NOTHING_EXPECTED,
        )

    async def issue(repeatable: RepeatableRequest, _override: Override | None) -> Sequence[Ending]:
        return (await end_all_care(gateway, gemeente, client.id, asked, repeatable))[1]

    return Asking(mark=mark_of(client.id, only(fields, _NAMES)), preview=preview, issue=issue)


def _form(visit: Visit, client: Client, fields: Fields, told: Told, endings: Sequence[Ending]) -> Response:
    meanings = reasons_to_change()
    reasons = [(code, f"{meanings[code]} ({code})") for code in REASONS_TO_END]
    return decision_on(visit, client, "beeindigen.html", fields, told, endings=endings, reasons=reasons)
