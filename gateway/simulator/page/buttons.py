"""What goes wrong at the press of a button, and what a form chooses it for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from gateway.simulator.mishaps import FLAWS, At, Flaw, Mishap, Storing
from gateway.simulator.played import Played
from gateway.simulator.scenario import Habit, ScenarioError
from gateway.standard.toml.shape import fault_text


@dataclass(frozen=True, slots=True)
class Button:
    """One misbehaviour: its name in the form, its text, and what it means (Dutch)."""

    name: str
    text: str
    meaning: str


_MEANINGS: Mapping[Mishap, str] = {
    Mishap.ONBEREIKBAAR: "antwoordt 503 en bewaart niets",
    Mishap.DRUK: "antwoordt 429 met een Retry-After van zoveel seconden",
    Mishap.ANTWOORD_KWIJT: "bewaart het bericht, en breekt af voor het antwoord",
    Mishap.FOUT: "weigert met de foutcode: meteen (StUF…) of later met een Fo01",
    Mishap.STILSTAND: "de berichtsoort staat stil: Fo01",
    Mishap.VERTRAGING: "brengt het bericht zoveel seconden later",
    Mishap.VERLIES: "neemt het bericht aan, en raakt het kwijt",
    Mishap.DUBBEL: "brengt het bericht twee keer",
    Mishap.OMWISSELING: "brengt het bericht na het volgende, of na zoveel seconden",
    Mishap.INHOUD_WEG: "VECOZO heeft de inhoud niet meer als de aanbieder die ophaalt",
    Mishap.BESCHADIGD: "VECOZO geeft de inhoud de eerste keer beschadigd",
}
_FLAWS: Mapping[Flaw, str] = {
    Flaw.VERLOPEN: "het certificaat is verlopen",
    Flaw.ONBEKEND: "het certificaat is van een onbekende autoriteit",
    Flaw.ANDERE_NAAM: "het certificaat staat op een andere naam",
    Flaw.NIET_GEVRAAGD: "er wordt geen certificaat gevraagd",
    Flaw.GEWEIGERD: "geen enkel certificaat wordt aangenomen",
    Flaw.ONTBREEKT: "er wordt geen certificaat getoond",
}
HABITS: Mapping[Habit, str] = {
    Habit.ZWIJGT: "antwoordt en meldt niets",
    Habit.MELDT_TE_LAAT: "meldt een start van weken geleden",
    Habit.WEIGERT: "weigert wat in orde is",
    Habit.HERGEBRUIKT: "gebruikt een Identificatie nog eens",
    Habit.STOPT_VOOR_START: "meldt de stop voor de start",
}


def list_buttons(played: Played) -> list[Button]:
    """Return a button for all that can go wrong in this run."""
    found = [
        Button(each.value, each.value.replace("-", " "), meaning)
        for each, meaning in _MEANINGS.items()
        if played.boxes or each not in (Mishap.INHOUD_WEG, Mishap.BESCHADIGD)
    ]
    if played.boxes:
        found += [
            Button(f"{each}/{At.OPHALEN}", f"{each} bij ophalen", f"VECOZO {_MEANINGS[each]} als een aanbieder vraagt")
            for each in (Mishap.ONBEREIKBAAR, Mishap.DRUK)
        ]
    if played.scenario.tls is not None:
        found += [
            Button(f"{Mishap.CERTIFICAAT}/{at}/{flaw}", f"{flaw} bij {at}".replace("-", " "), _FLAWS[flaw])
            for at in FLAWS
            for flaw in Flaw
            if flaw in FLAWS[at]
        ]
    return found


def add_fault(played: Played, form: Mapping[str, str]) -> str | None:
    """Have what this form asks for go wrong; return what is wrong with the form itself (Dutch), or None."""
    wat, _, rest = form.get("knop", "").partition("/")
    bij, _, gebrek = rest.partition("/")
    asked: dict[str, Any] = {"wat": wat, "bij": bij, "gebrek": gebrek}
    asked |= {key: form.get(key, "") for key in ("functie", "van", "naar")}
    if wat == Mishap.FOUT:
        asked["code"] = form.get("code", "")
    asked |= {key: _number(form.get(key, "")) for key in ("seconden", "kans", "na", "keer")}
    try:
        played.add_fault(Storing.model_validate({key: value for key, value in asked.items() if value != ""}))
    except ValidationError as error:
        return "\n".join(f"{'.'.join(map(str, each['loc']))} {fault_text(each)}" for each in error.errors())
    except ScenarioError as error:
        return str(error)
    return None


def _number(text: str) -> str | int | float:
    """Return the number that the text is, else the text, which is then refused."""
    for kind in (int, float):
        try:
            return kind(text.replace(",", "."))
        except ValueError:
            continue
    return text
