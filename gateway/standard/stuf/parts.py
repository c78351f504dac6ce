"""The parts of a StUF message, read from its elements: its parties, moment, versions and content."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Final, TypedDict

from lxml import etree

from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.stuf.messages import GGK, STUF, StufParty, Version

_TIMES: Final = {8: "%Y%m%d", 10: "%Y%m%d%H", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_MILLIS_DIGITS: Final = 17
_SPACES: Final = re.compile(r"[\t\n\r ]+")


class Start(TypedDict):
    """What the head of each message begins with."""

    zender: StufParty
    ontvanger: StufParty
    referentienummer: str
    tijdstip: datetime


def start_of_head(head: etree._Element) -> Start:
    """Return what a head begins with. Raises ValueError for a time that can't be."""
    return {
        "zender": party_in(head, "zender"),
        "ontvanger": party_in(head, "ontvanger"),
        "referentienummer": text_in(head, STUF, "referentienummer"),
        "tijdstip": instant_of(text_in(head, STUF, "tijdstipBericht")),
    }


def party_in(head: etree._Element, name: str) -> StufParty:
    """Return the party with this role. The head has it: its schema asks for it, or somebody looked."""
    party = head.find(f"{{{STUF}}}{name}")
    assert party is not None, "its schema, or the look at the head, asks for it"
    return StufParty(
        text_or_none(party, "organisatie") or "",
        text_or_none(party, "applicatie") or "",
        text_or_none(party, "administratie"),
        text_or_none(party, "gebruiker"),
    )


def version_in(parameters: etree._Element, what: str) -> Version:
    """Return the version of the function or the application."""
    return Version(
        major=int(text_in(parameters, GGK, f"{what}Versie")), minor=int(text_in(parameters, GGK, f"{what}Subversie"))
    )


def content_in(parameters: etree._Element) -> bytes:
    """Return what stands in the envelope. Raises ValueError when that is no XML file in base64."""
    inner = parameters.find(f"{{{GGK}}}bericht/{{{GGK}}}xmlBestand")
    if inner is None:
        raise ValueError("In de envelop zit een tekstBestand; berichten van iWmo 3.2 zijn een xmlBestand.")
    try:
        content = base64.b64decode(_SPACES.sub("", inner.text or ""), validate=True)
    except binascii.Error:
        raise ValueError("Het xmlBestand is geen base64.") from None
    if not content:
        raise ValueError("Het xmlBestand is leeg.")
    return content


def instant_of(text: str) -> datetime:
    """Return the instant that StUF writes as 8 to 17 digits of local time; of an hour that comes twice, the first.

    Raises ValueError when there is no such time.
    """
    millis = text[14:] if len(text) == _MILLIS_DIGITS else "0"
    form = _TIMES.get(14 if len(text) == _MILLIS_DIGITS else len(text))
    try:
        if form is None:
            raise ValueError(text)
        local = datetime.strptime(text[:14], form).replace(microsecond=int(millis) * 1000, tzinfo=DUTCH_TIME)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"tijdstipBericht {text} is geen tijdstip als JJJJMMDDuummss of JJJJMMDDuummssmmm.") from None


def text_in(parent: etree._Element, namespace: str, name: str) -> str:
    """Return the text of this element; "" when it is empty or absent."""
    return parent.findtext(f"{{{namespace}}}{name}") or ""


def text_or_none(parent: etree._Element, name: str) -> str | None:
    """Return the text of this element of StUF; None when it is absent."""
    return parent.findtext(f"{{{STUF}}}{name}")
