"""A start or stop of a provider: chosen from what was assigned, filled in, looked at, and sent."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, get_args

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_HANDLE, HandlingProvider, Provider, Visit
from gateway.console.view import care
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.console.view.words import last_name, typed_day
from gateway.console.view.xml_view import as_lines
from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.pages import AskedPage, Page
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.lists.messages import filter_of, list_messages
from gateway.exchange.receiving.examples.defaults import BY_PLAN
from gateway.exchange.receiving.examples.report import ChosenValues, Issued, fill_report, find_issued
from gateway.exchange.receiving.examples.send import read_told, send_report
from gateway.messages.from_assignment import ReportKind
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.read import read
from gateway.standard.codelists import values
from gateway.standard.findings import Finding
from gateway.standard.lexical import as_date
from gateway.standard.xml.parse import parse

router = APIRouter()

_PATH: Final = "/console/melden"
_ONE: Final = f"{_PATH}/{{gemeente}}/{{nummer}}/{{wat}}"
CORRECT: Final = "corrigeren"
_FILTERS: Final = ("gemeente",)
_MUNICIPALITY: Final = re.compile("[0-9]{4}", re.ASCII)
_NUMBER: Final = re.compile("[0-9]{1,9}", re.ASCII)
KINDS: Final[Mapping[str, ReportKind]] = dict(zip(("start", "stop"), get_args(ReportKind), strict=True))
"""By what is reported the kind of message."""
_REASONS: Final = "LDT_RedenBeeindiging"
_FIELD_OF: Final = {"Begindatum": "begindatum", "Einddatum": "einddatum", "RedenBeeindiging": "reden"}
"""By element of the message the field that it is filled in by."""
_MESSAGES_PER_PAGE: Final = 20


@router.get(_PATH)
async def toon_alle(visit: Provider) -> Response:
    """Return a page of what was assigned, newest message first; or go to the assignment with the number given."""
    fields = Fields(dict(visit.request.query_params))
    gemeente = fields.municipality("gemeente")
    nummer = fields.text("nummer", _NUMBER.pattern, "een toewijzingnummer van hoogstens negen cijfers")
    if nummer is not None and gemeente is None and "gemeente" not in fields.errors:
        fields.fail("gemeente", "Vul de gemeente in die de toewijzing stuurde.")
    after = fields.place()
    if not fields.errors and gemeente is not None and nummer is not None:
        return RedirectResponse(f"{_PATH}/{gemeente}/{nummer}/{next(iter(KINDS))}", 303)
    chosen = filter_of(soort=Wmo301.soort.name, richting=None, vanaf=None, tot=None, gemeente=gemeente)
    asked = AskedPage(after, _MESSAGES_PER_PAGE, newest_first=True, count=False)
    found = None if fields.errors else await list_messages(visit.gateway, visit.caller, chosen, asked)
    told = await read_told(visit.gateway, visit.caller, [each.bericht_id for each in found.items]) if found else []
    about(visit.request, *(each.client_id for each in told))
    shown = None if found is None else Page(told, found.next, None)
    return list_page(visit, "melden.html", _PATH, _FILTERS, fields, shown, care=care, may_send=visit.may(WHO_HANDLE))


@router.get(_ONE)
async def toon(visit: HandlingProvider, gemeente: str, nummer: str, wat: str) -> Response:
    """Return the form, filled in as the report would be approved now."""
    issued = await issued_to(visit, gemeente, nummer, wat)
    try:
        data = await fill_report(visit.gateway, issued, KINDS[wat], ChosenValues())
    except (Conflict, Invalid) as refused:
        return show_form(visit, issued, wat, Fields({"reden": BY_PLAN}), problem=text_of(refused))
    return show_form(visit, issued, wat, Fields(_filled_in(data)))


@router.post(_ONE)
async def meld(visit: HandlingProvider, gemeente: str, nummer: str, wat: str) -> Response:
    """Show the message that follows from the form, or, when that was seen, send it: once, however often it is asked."""
    issued = await issued_to(visit, gemeente, nummer, wat)
    fields = Fields(dict(visit.form))
    return await answer_form(visit, issued, wat, fields, read_report(fields, wat))


async def answer_form(
    visit: Visit,
    issued: Issued,
    wat: str,
    fields: Fields,
    asked: ChosenValues,
    standing: Sequence[tuple[str, str]] | None = None,
) -> Response:
    """Show what is wrong in the form, or the message that follows, or send it. `standing`: as for `show_form`."""
    shown = partial(show_form, visit, issued, wat, fields, standing=standing)
    if fields.errors or fields["stap"] == "terug":
        return shown(status=422 if fields.errors else 200)
    try:
        if fields["stap"] == "versturen":
            id = await send_report(visit.gateway, visit.caller, issued, KINDS[wat], asked)
            return RedirectResponse(f"/console/berichten/{id}", 303)
        data = await fill_report(visit.gateway, issued, KINDS[wat], asked)
    except Conflict as refused:
        return shown(problem=text_of(refused), status=409)
    except Invalid as refused:
        _put_beside_fields(fields, refused.findings)
        return shown(problem=text_of(refused), findings=refused.findings, status=422)
    return _show_message(visit, issued, wat, fields, data, standing)


async def issued_to(visit: Visit, gemeente: str, nummer: str, wat: str) -> Issued:
    """Return the assignment. Raises NotFound, Forbidden, Conflict or Gone."""
    if wat not in KINDS or _NUMBER.fullmatch(nummer) is None or _MUNICIPALITY.fullmatch(gemeente) is None:
        raise NotFound("toewijzing-onbekend", "Er is hier geen toewijzing waarvan dit te melden is.")
    about(visit.request, onderwerp=f"{gemeente}/{nummer}")
    issued = await find_issued(visit.gateway, visit.caller, gemeente, int(nummer), KINDS[wat])
    about(visit.request, issued.client_id, onderwerp=f"{gemeente}/{nummer}")
    return issued


def read_report(fields: Fields, wat: str) -> ChosenValues:
    """Return what the fields say; what is missing or can't be is among the errors of `fields`."""
    identificatie = fields["identificatie"] or None
    needed = ("begindatum",) if wat == "start" else ("einddatum", "reden")
    for name in needed:
        if not fields[name]:
            fields.fail(name, "Vul dit in.")
    if wat == "start":
        return ChosenValues(begindatum=fields.day("begindatum"), identificatie=identificatie)
    reden = fields.choice("reden", tuple(values(_REASONS)))
    return ChosenValues(einddatum=fields.day("einddatum"), reden=reden, identificatie=identificatie)


def _filled_in(data: bytes) -> dict[str, str]:
    """Return the values of the fields in this message."""
    message = read(parse(data))
    if isinstance(message, Wmo305):
        [started] = message.client.start_producten
        return {"begindatum": typed_day(as_date(started.begindatum))}
    assert isinstance(message, Wmo307)
    [stopped] = message.client.stop_producten
    return {"einddatum": typed_day(as_date(stopped.einddatum)), "reden": stopped.reden_beeindiging}


def _put_beside_fields(fields: Fields, findings: Sequence[Finding]) -> None:
    """Put what was found in an element beside the field that it was filled in by."""
    for each in findings:
        for path in (each.path, *each.also_at, *each.values):
            name = _FIELD_OF.get(last_name(path))
            if name in fields.given:
                fields.errors.setdefault(name, f"{each.code}: {each.explanation}")


def show_form(
    visit: Visit,
    issued: Issued,
    wat: str,
    fields: Fields,
    *,
    standing: Sequence[tuple[str, str]] | None = None,
    problem: str | None = None,
    findings: Sequence[Finding] = (),
    status: int = 200,
) -> Response:
    """Return the form; `standing`: what it can take back, each with its words; None: it reports something new."""
    return page(
        visit,
        "melding.html",
        status=status,
        standing=standing,
        fields=fields,
        problem=problem,
        findings=[to_json(each) for each in findings],
        reasons=[(code, f"{text} ({code})") for code, text in values(_REASONS).items()],
        lines=None,
        **_frame(issued, wat, correcting=standing is not None),
    )


def _show_message(
    visit: Visit, issued: Issued, wat: str, fields: Fields, data: bytes, standing: Sequence[tuple[str, str]] | None
) -> Response:
    """Return the page that shows the message, with a button to send it."""
    message = read(parse(data))
    assert isinstance(message, Wmo305 | Wmo307)
    return page(
        visit,
        "melding.html",
        fields=fields,
        lines=as_lines(visit.gateway.schemas, data),
        identificatie=message.header.bericht_identificatie.identificatie,
        former=dict(standing or ()).get(fields["welke"]),
        **_frame(issued, wat, correcting=standing is not None),
    )


def _frame(issued: Issued, wat: str, *, correcting: bool) -> dict[str, Any]:
    path = f"{_PATH}/{issued.gemeente}/{issued.nummer}"
    others = [
        (f"Een {each} van deze toewijzing melden", f"{path}/{each}") for each in KINDS if correcting or each != wat
    ]
    others += [
        (f"Een gemelde {each} corrigeren of terugnemen", f"{path}/{each}/{CORRECT}")
        for each in KINDS
        if not (correcting and each == wat)
    ]
    return {
        "issued": issued,
        "wat": wat,
        "kind": KINDS[wat],
        "path": f"{path}/{wat}/{CORRECT}" if correcting else f"{path}/{wat}",
        "title": f"{wat} corrigeren of terugnemen" if correcting else f"{wat} melden",
        "others": others,
        "care": care,
    }
