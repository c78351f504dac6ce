"""Findings and refusals put beside the field of the form that they are about."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from gateway.console.view.fields import Fields
from gateway.console.view.words import last_name
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.kernel.refusals import Refusal
from gateway.standard.findings import Finding, Severity

_FIELD_OF_PROBLEM: Final = {
    "aanbieder-onbekend": "aanbieder",
    "volume-vast": "volume",
    "geen-budget": "budget",
    "reden-ontbreekt": "redenWijziging",
    "reden-niet-toegestaan": "redenWijziging",
    "einddatum-voor-ingangsdatum": "einddatum",
    "aangevraagd-in-de-toekomst": "aangevraagdOp",
    "evaluatie-voor-ingangsdatum": "evaluatieOp",
    "geen-wijziging": "einddatum",
    "client-bestaat": "bsn",
}
"""By the name of a problem the field that it is about."""
_OF_DETAILS: Final = {
    "datum": "geboortedatum",
    **dict.fromkeys(("naam", "geslachtsnaam"), "achternaam"),
    "partnernaam": "partnerAchternaam",
    "adres": "straatnaam",
    "huis": "huisnummer",
    **dict.fromkeys(("telefoon", "telefoon01"), "telefoonnummer"),
    "contact": "soort",
}
"""By element or key the field that stands for it: of a part its first field."""
_PLACE_IN_MESSAGE: Final = re.compile(r"ToegewezenProduct\[([0-9]+)\]")
_OF_PRODUCT: Final = ("code", "categorie")


def field_of(place: str, fields: Fields) -> str | None:
    """Return the field for a key of the API ("omvang/volume") or an element of the message; None when there is none.

    What is about a product that was chosen from the policy stands beside that choice.
    """
    last = last_name(place)
    name = last[:1].lower() + last[1:]
    name = _OF_DETAILS.get(name, name)
    if "partnernaam" in place.lower() and not name.startswith("partner"):
        name = f"partner{name[:1].upper()}{name[1:]}"
    if name in _OF_PRODUCT and (fields["product"] or name not in fields.given):
        name = "product"
    return name if name in fields.given else None


def place_preview(fields: Fields, preview: Preview, parts: Mapping[int | None, str]) -> None:
    """Put each finding beside its field. `parts`: as in `Asking`."""
    if not parts:
        place_findings(fields, preview.findings)
        return
    for part, found in zip(parts.values(), preview.findings_by_step, strict=True):
        place_findings(fields, found, part)
    sent = [each for each in preview.lines if each.version is not None]
    for one in preview.rule_findings:
        place = _PLACE_IN_MESSAGE.search(one.path)
        if place is not None and (about := sent[int(place[1]) - 1].nummer) in parts:
            place_findings(fields, [one], parts[about])


def place_findings(fields: Fields, found: Iterable[Finding], part: str = "") -> None:
    """Put each finding beside its field: what stops the decision as an error, a signal as a note.

    `part`: what the names of the fields begin with that the findings are about.
    """
    for each in found:
        name = field_of(each.path, fields.part(part))
        if name is None:
            continue
        name = f"{part}{name}"
        text = f"{each.code}: {each.explanation}"
        if each.severity is Severity.SIGNAAL:
            fields.notes.setdefault(name, []).append(text)
        else:
            fields.fail(name, " ".join(filter(None, (fields.errors.get(name), text))))


def place_refusal(fields: Fields, refused: Refusal, text: str, part: str = "") -> bool:
    """Put what was refused beside its field, of this part of the form if there is one; return False without a field."""
    problem = _FIELD_OF_PROBLEM.get(refused.problem)
    name = next((each for each in (f"{part}{problem}", problem) if each in fields.given), None)
    if name is None:
        return False
    fields.fail(name, text)
    return True


def place_form_faults(fields: Fields, faults: Iterable[Mapping[str, Any]]) -> list[str]:
    """Put what is wrong in the form of details beside its field; return what is about none."""
    rest = []
    for each in faults:
        name = field_of(str(each["plaats"]), fields)
        if name is None:
            rest.append(str(each["melding"]))
        else:
            fields.fail(name, _of_form(each))
    return rest


def _of_form(fault: Mapping[str, Any]) -> str:
    """Return what is wrong in the words of a form, which has fields and no objects with keys."""
    place, text = str(fault["plaats"]), str(fault["melding"])
    if text.startswith(f"{place} ontbreekt;"):
        return "Vul dit in."
    return f"Dit {text.removeprefix(place).strip()}." if text.startswith(f"{place} ") else text
