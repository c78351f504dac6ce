"""The details of a client as fields of a form, and back, with all that the form doesn't show left as it is."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from gateway.console.view.fields import Fields

_OF_CLIENT: Final[Mapping[str, tuple[str, ...]]] = {
    "geboortedatum": ("geboortedatum", "datum"),
    "datumGebruik": ("geboortedatum", "datumGebruik"),
    "geslacht": ("geslacht",),
    "voornamen": ("naam", "voornamen"),
    "voorletters": ("naam", "voorletters"),
    "voorvoegsel": ("naam", "geslachtsnaam", "voorvoegsel"),
    "achternaam": ("naam", "geslachtsnaam", "achternaam"),
    "partnerVoorvoegsel": ("naam", "partnernaam", "voorvoegsel"),
    "partnerAchternaam": ("naam", "partnernaam", "achternaam"),
    "naamGebruik": ("naam", "naamGebruik"),
    "commentaar": ("commentaar",),
}
_OF_CONTACT: Final[Mapping[str, tuple[str, ...]]] = {
    "soort": ("soort",),
    "straatnaam": ("adres", "straatnaam"),
    "huisnummer": ("adres", "huis", "huisnummer"),
    "huisletter": ("adres", "huis", "huisletter"),
    "huisnummerToevoeging": ("adres", "huis", "huisnummerToevoeging"),
    "postcode": ("adres", "postcode"),
    "plaatsnaam": ("adres", "plaatsnaam"),
    "landCode": ("adres", "landCode"),
    "telefoonnummer": ("telefoon", "telefoon01", "telefoonnummer"),
    "landnummer": ("telefoon", "telefoon01", "landnummer"),
    "emailadres": ("emailadres",),
}
"""Of the first way to reach the client; a form leaves the others as they are."""
NAMES: Final = (*_OF_CLIENT, *_OF_CONTACT)


def fields_of(details: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields for these details."""
    contact: Mapping[str, Any] = next(iter(details.get("contactgegevens") or ()), {})
    found = {name: _at(details, place) for name, place in _OF_CLIENT.items()}
    return {**found, **{name: _at(contact, place) for name, place in _OF_CONTACT.items()}}


def details_of(fields: Fields, former: Mapping[str, Any]) -> dict[str, Any]:
    """Return the former details with what the form says; an empty field takes away what was there."""
    details = deepcopy(dict(former))
    born = fields.day("geboortedatum")
    for name, place in _OF_CLIENT.items():
        _put(details, place, fields[name] if name != "geboortedatum" or born is None else born.isoformat())
    contacts = list(details.get("contactgegevens") or [{}])
    for name, place in _OF_CONTACT.items():
        _put(contacts[0], place, fields[name])
    details["contactgegevens"] = contacts
    return details


def _at(tree: Mapping[str, Any], place: tuple[str, ...]) -> str:
    found: Any = tree
    for key in place:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def _put(tree: dict[str, Any], place: tuple[str, ...], value: str) -> None:
    """Put the value in its place; "" removes it, with whatever held nothing else."""
    key, *rest = place
    if rest:
        inner = tree.setdefault(key, {})
        _put(inner, tuple(rest), value)
        if not inner:
            del tree[key]
    elif value:
        tree[key] = value
    else:
        tree.pop(key, None)
