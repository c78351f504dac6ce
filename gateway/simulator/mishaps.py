"""What can go wrong in the chain that is played, as a scenario spells it."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, Strict

from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES
from gateway.standard.toml.shape import StrictTable, Text
from gateway.standard.vecozo.codes import BRS_CODES

Seconds = Annotated[float, Field(ge=0, le=86_400)]
Count = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]


class Mishap(StrEnum):
    """A way in which something goes wrong."""

    ONBEREIKBAAR = "onbereikbaar"
    """503, and nothing is kept."""
    DRUK = "druk"
    """429 with a Retry-After, and nothing is kept."""
    ANTWOORD_KWIJT = "antwoord-kwijt"
    """The message is kept, and the answer that says so is lost."""
    FOUT = "fout"
    """Refused with a code: at once (StUF…), or later with a Fo01 (any other)."""
    STILSTAND = "stilstand"
    """The kind of message is frozen: a Fo01 that says so."""
    VERTRAGING = "vertraging"
    VERLIES = "verlies"
    """Taken and never seen again."""
    DUBBEL = "dubbel"
    """Brought twice."""
    OMWISSELING = "omwisseling"
    """Brought after the next message for the same receiver, or after some seconds when none comes."""
    INHOUD_WEG = "inhoud-weg"
    """VECOZO lists the message, and has its payload no more."""
    BESCHADIGD = "beschadigd"
    """VECOZO gives less of the payload than there is, the first time that it is fetched."""
    CERTIFICAAT = "certificaat"
    """Something is wrong with a certificate: see `Flaw`."""


class At(StrEnum):
    """A place where something goes wrong."""

    ONTVANGST = "ontvangst"
    """Where the simulator is called with messages."""
    BEZORGING = "bezorging"
    """Where the simulator calls a party."""
    OPHALEN = "ophalen"
    """Where a provider asks VECOZO for messages and statuses."""


class Flaw(StrEnum):
    """What can be wrong with a certificate."""

    VERLOPEN = "verlopen"
    ONBEKEND = "onbekend"
    """Of an authority that nobody knows."""
    ANDERE_NAAM = "andere-naam"
    """Made out to another host."""
    NIET_GEVRAAGD = "niet-gevraagd"
    """The simulator asks its caller for no certificate."""
    GEWEIGERD = "geweigerd"
    """The simulator takes no certificate of its caller."""
    ONTBREEKT = "ontbreekt"
    """The simulator shows none."""


_PLACES: Final = {
    Mishap.ONBEREIKBAAR: {At.ONTVANGST, At.OPHALEN},
    Mishap.DRUK: {At.ONTVANGST, At.OPHALEN},
    Mishap.CERTIFICAAT: {At.ONTVANGST, At.BEZORGING},
}
"""Where each can happen; all others at receipt alone."""
FLAWS: Final = {
    At.ONTVANGST: frozenset(Flaw) - {Flaw.ONTBREEKT},
    At.BEZORGING: frozenset({Flaw.VERLOPEN, Flaw.ONBEKEND, Flaw.ONTBREEKT}),
}
_CODES: Final = {*STUF_CODES, *BRS_CODES, *(code for codes in CODE_LISTS.values() for code in codes)}


class Storing(StrictTable):
    """[[storingen]]: which messages it hits, when, and what happens to them."""

    wat: Mishap
    bij: At = At.ONTVANGST
    gebrek: Flaw | None = None
    code: Text | None = None
    functie: Text | None = None
    """Only messages of this kind, such as "WMO301"; None: any."""
    van: Text | None = None
    naar: Text | None = None
    seconden: Seconds = 1.0
    """Of a delay, a swap, and the Retry-After."""
    kans: Annotated[float, Field(ge=0, le=1)] = 1.0
    na: Count = 0
    """So many messages of this choice go by first."""
    keer: Count | None = None
    """At most so many times; None: always."""


def faults_of(storing: Storing) -> list[tuple[str, str]]:
    """Return what is wrong with this rule: the key, and the Dutch text."""
    found = []
    if (storing.wat is Mishap.FOUT) != (storing.code is not None):
        found.append(("code", "hoort bij een storing 'fout', en bij geen andere"))
    elif storing.code is not None and storing.code not in _CODES:
        found.append(("code", f"{storing.code} staat in geen van de lijsten met foutcodes"))
    if storing.functie is not None and storing.functie not in IWMO_3_2.kinds:
        found.append(("functie", f"{storing.functie} is geen berichtsoort van iWmo {IWMO_3_2.name}"))
    if storing.bij not in _PLACES.get(storing.wat, {At.ONTVANGST}):
        found.append(("bij", f"{storing.bij} past niet bij een storing '{storing.wat}'"))
    elif (storing.wat is Mishap.CERTIFICAAT) != (storing.gebrek is not None):
        found.append(("gebrek", "hoort bij een storing 'certificaat', en bij geen andere"))
    elif storing.gebrek is not None and storing.gebrek not in FLAWS[storing.bij]:
        found.append(("gebrek", f"{storing.gebrek} kan niet bij {storing.bij}"))
    return found + _choices_without_message(storing)


def _choices_without_message(storing: Storing) -> list[tuple[str, str]]:
    """Return the keys that choose among messages, of a rule that hits none."""
    if storing.bij is At.OPHALEN:
        nothing, keys = "wie ophaalt", ["functie", "van"]
    elif storing.wat is Mishap.CERTIFICAAT and storing.bij is At.ONTVANGST:
        nothing, keys = "een verbinding", ["functie", "van", "naar"]
    else:
        return []
    return [(key, f"kiest berichten, en deze storing treft {nothing}") for key in keys if getattr(storing, key)]
