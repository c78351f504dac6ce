"""A trial of a message, or of a zip with messages: pasted or uploaded, judged, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.form import file_in, text_in
from gateway.console.session.looks import about
from gateway.console.session.visit import Anybody, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.exchange.receiving.batch import TrialItem, try_all
from gateway.exchange.receiving.dry_run import try_message
from gateway.exchange.receiving.validate import Validation
from gateway.standard.files.formats import format_of, is_zip

router = APIRouter()

_PATH: Final = "/console/toetsen"


@router.get(_PATH)
async def toon(visit: Anybody) -> Response:
    """Return the form to try a message by."""
    return _form(visit, Fields({}))


@router.post(_PATH)
async def toets(visit: Anybody) -> Response:
    """Return what the gateway has to say about the message, or each in a zip. Nothing of it is kept or sent."""
    given = text_in(visit.form, "xml")
    fields = Fields({"xml": given, "tegen": text_in(visit.form, "tegen")})
    data = await file_in(visit.form, "bestand") or given.encode("utf-8", "replace")
    kind = format_of(data)
    if not data:
        fields.fail("xml", "Plak een bericht, of kies een bestand.")
    elif is_zip(kind):
        return await _try_zip(visit, fields, data)
    elif kind is not None:
        fields.fail("xml", f"De inhoud is {kind}. Kies een bericht in XML, of een zip met zulke berichten.")
    if fields.errors:
        return _form(visit, fields, status=422)
    try:
        found = await _judge(visit, fields, data)
    except Forbidden as refused:
        fields.fail("tegen", text_of(refused))
        return _form(visit, fields, status=403)
    _look_at(visit, [found])
    return _form(visit, fields, report=found)


async def _judge(visit: Visit, fields: Fields, data: bytes) -> Validation:
    return await try_message(visit.gateway, visit.caller, data, books=bool(fields["tegen"]))


async def _try_zip(visit: Visit, fields: Fields, data: bytes) -> Response:
    try:
        found = await try_all(data, lambda each: _judge(visit, fields, each))
    except Invalid as refused:
        fields.fail("xml", text_of(refused))
        return _form(visit, fields, status=422)
    _look_at(visit, [each.outcome for each in found if isinstance(each.outcome, Validation)])
    return _form(visit, fields, trials=[Trial.of(each) for each in found])


@dataclass(frozen=True, slots=True)
class Trial:
    """A message in a zip as the page shows it."""

    file: str
    report: Validation | None
    """None: it could not be judged."""
    problem: str

    @classmethod
    def of(cls, item: TrialItem) -> "Trial":
        """Return what became of a file."""
        if isinstance(item.outcome, Validation):
            return cls(item.file, item.outcome, "")
        return cls(item.file, None, text_of(item.outcome))


def _look_at(visit: Visit, reports: Sequence[Validation]) -> None:
    """Put on record the clients whose care was looked into, and their municipality when they have one in common."""
    over = [each.over for each in reports if each.over is not None]
    if over:
        municipalities = {gemeente for gemeente, _ in over}
        common = municipalities.pop() if len(municipalities) == 1 else None
        about(visit.request, *(client for _, client in over), gemeente=common)


def _form(
    visit: Visit, fields: Fields, *, report: Validation | None = None, trials: Sequence[Trial] = (), status: int = 200
) -> Response:
    return page(visit, "toetsen.html", status=status, fields=fields, report=report, trials=trials)
