"""A start or stop that was reported wrongly: taken back, or replaced by what it should have been, in one message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.pages.receiving.melden import CORRECT, KINDS, answer_form, issued_to, read_report, show_form
from gateway.console.session.visit import HandlingProvider
from gateway.console.view.fields import Fields
from gateway.console.view.words import code, day
from gateway.exchange.receiving.examples.report import ChosenValues, list_reported
from gateway.rules.case import Start, Stop

router = APIRouter()

_PATH: Final = f"/console/melden/{{gemeente}}/{{nummer}}/{{wat}}/{CORRECT}"
_TAKE_BACK: Final = "terugnemen"
_HOW: Final = ("vervangen", _TAKE_BACK)
_SEND: Final = "versturen"
_SEPARATOR: Final = "_"


@router.get(_PATH)
async def toon(visit: HandlingProvider, gemeente: str, nummer: str, wat: str) -> Response:
    """Return the form, with what stands to choose from."""
    issued = await issued_to(visit, gemeente, nummer, wat)
    standing = _choices(await list_reported(visit.gateway, issued, KINDS[wat]))
    problem = None if standing else f"Er staat geen {wat} van deze toewijzing; er is niets te corrigeren."
    return show_form(visit, issued, wat, Fields({}), standing=standing, problem=problem)


@router.post(_PATH)
async def corrigeer(visit: HandlingProvider, gemeente: str, nummer: str, wat: str) -> Response:
    """Show the message that follows from the form, or, when that was seen, send it: once, however often it is asked."""
    issued = await issued_to(visit, gemeente, nummer, wat)
    standing = _choices(await list_reported(visit.gateway, issued, KINDS[wat]))
    fields = Fields(dict(visit.form))
    asked = _asked(fields, wat, issued.nummer, [key for key, _ in standing])
    return await answer_form(visit, issued, wat, fields, asked, standing)


def _asked(fields: Fields, wat: str, nummer: int, standing: Sequence[str]) -> ChosenValues:
    """Return what the fields say; what can't be is among the errors of `fields`.

    What is sent stood when the message was shown; sent twice, it may be gone by now.
    """
    only_back = fields.choice("hoe", _HOW) == _TAKE_BACK
    asked = ChosenValues(identificatie=fields["identificatie"] or None) if only_back else read_report(fields, wat)
    if fields["stap"] != _SEND and fields.choice("welke", standing) is None:
        fields.fail("welke", f"Kies de {wat} die niet klopt.")
    former = _former(fields["welke"], wat, nummer)
    if former is None:
        fields.fail("welke", f"Kies de {wat} die niet klopt.")
    return replace(asked, former=former, only_back=only_back)


def _choices(reported: Sequence[Start | Stop]) -> list[tuple[str, str]]:
    """Return each start or stop as a value of a field, and in words."""
    return [(_SEPARATOR.join(_key(each)), _in_words(each)) for each in reported]


def _key(each: Start | Stop) -> list[str]:
    key = [each.begindatum.isoformat(), each.categorie or "", each.code or ""]
    return key if isinstance(each, Start) else [*key, each.reden_beeindiging, each.einddatum.isoformat()]


def _former(text: str, wat: str, nummer: int) -> Start | Stop | None:
    """Return the start or stop in a value of that field; None when there is none in it."""
    try:
        begindatum, categorie, product, *rest = text.split(_SEPARATOR)
        begun = Start(
            toewijzing_nummer=nummer,
            categorie=categorie or None,
            code=product or None,
            begindatum=date.fromisoformat(begindatum),
        )
        if wat == next(iter(KINDS)):
            return None if rest else begun
        reden, einddatum = rest
        return Stop(
            toewijzing_nummer=nummer,
            categorie=begun.categorie,
            code=begun.code,
            begindatum=begun.begindatum,
            reden_beeindiging=reden,
            einddatum=date.fromisoformat(einddatum),
        )
    except ValueError:
        return None


def _in_words(each: Start | Stop) -> str:
    product = each.code or (f"categorie {each.categorie}" if each.categorie else "zonder product")
    if isinstance(each, Start):
        return f"Start op {day(each.begindatum)} ({product})"
    reason = code(each.reden_beeindiging, "LDT_RedenBeeindiging")
    return f"Stop op {day(each.einddatum)}: {reason}, van de start op {day(each.begindatum)} ({product})"
