"""A scenario: who is in the chain, and what goes wrong there. A file in TOML; see docs/simulator.md."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, Strict, ValidationError

from gateway.standard.identifiers import agb_valid
from gateway.standard.municipalities import is_municipality
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES, CodeList
from gateway.standard.toml.lines import KeyPath, find_lines, line_of
from gateway.standard.toml.shape import Day, StrictTable, Text, fault_text

Seconds = Annotated[float, Field(ge=0, le=86_400)]
Count = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]


class Mishap(StrEnum):
    """What can go wrong with a message, as the file spells it."""

    ONBEREIKBAAR = "onbereikbaar"
    """The GGK answers 503 and keeps nothing."""
    DRUK = "druk"
    """The GGK answers 429 with a Retry-After, and keeps nothing."""
    ANTWOORD_KWIJT = "antwoord-kwijt"
    """The GGK keeps the message, and its Bv03 is lost."""
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


class Habit(StrEnum):
    """How a provider that is played misbehaves, as the file spells it."""

    ZWIJGT = "zwijgt"
    """Answers nothing and reports nothing."""
    MELDT_TE_LAAT = "meldt-te-laat"
    """Reports a start that is longer ago than the standard allows, as far as the assignment goes back."""
    WEIGERT = "weigert-ten-onrechte"
    """Refuses an assignment that has nothing wrong."""
    HERGEBRUIKT = "hergebruikt-identificatie"
    """Gives its stop the Identificatie of its former stop, with another content."""
    STOPT_VOOR_START = "stopt-voor-start"
    """Sends its 307 and then its 305."""


class Reply(StrEnum):
    """What a municipality that is played does with a request, as the file spells it."""

    TOEKENNEN = "toekennen"
    AFWIJZEN = "afwijzen"
    ONDERZOEKEN = "onderzoeken"


class Storing(StrictTable):
    """[[storingen]]: which messages it hits, when, and what happens to them."""

    wat: Mishap
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


class Toewijzing(StrictTable):
    """[[partijen.0984.toewijzingen]]: care that a municipality assigns when the simulator starts."""

    aanbieder: Text
    categorie: Text = "02"
    code: Text | None = "02A02"
    ingangsdatum: Day
    einddatum: Day | None = None


class Partij(StrictTable):
    """[partijen.0983]: with an address somebody's own software; without one the simulator plays it."""

    adres: Text | None = None
    """Where it takes what the GGK brings."""
    sleutel: Text | None = None
    """The API key that the GGK shows there."""
    sleutel_bestand: Path | None = None
    """A file with that key, from the folder of the scenario."""
    antwoordt_na: Seconds = 0.0
    start_na: Seconds = 1.0
    """Of a provider: seconds between its approval of an assignment and the report of the start."""
    stop_na: Seconds | None = None
    """Of a provider: seconds between the reports of start and stop; None: it reports no stop."""
    gedrag: tuple[Habit, ...] = ()
    verzoeken: Reply = Reply.ONDERZOEKEN
    toewijzingen: tuple[Toewijzing, ...] = ()


class Tls(StrictTable):
    """[tls]: PEM files, from the folder of the scenario."""

    certificaat: Path
    """The certificate and key of the simulator, shown as a server and as a client."""
    vertrouwt: Path
    """The authority of everybody else: whoever calls shows a certificate of it."""


class Scenario(StrictTable):
    """A whole file."""

    zaad: Annotated[int, Strict()] = 0
    codelijst: CodeList = "2025"
    herhalingen: tuple[Seconds, ...] = (1.0, 5.0, 15.0, 60.0)
    """Seconds between the attempts to bring a message; after the last one its sender gets a Fo01."""
    tls: Tls | None = None
    partijen: dict[str, Partij]
    storingen: tuple[Storing, ...] = ()


class ScenarioError(Exception):
    """A scenario with faults; the text has a line for each, with file and line (Dutch)."""


def load_scenario(file: Path) -> Scenario:
    """Return the scenario in this file, its own files as absolute paths. Raises ScenarioError or OSError."""
    try:
        text = file.read_bytes().decode("utf-8")
        content = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScenarioError(f"{file}: is geen geldige TOML ({error}).") from None
    try:
        found = Scenario.model_validate(content)
    except ValidationError as error:
        raise _error(file, text, [(tuple(each["loc"]), fault_text(each)) for each in error.errors()]) from None
    if faults := _faults(found):
        raise _error(file, text, faults)
    return _with_files(found, file.absolute().parent)


def _error(file: Path, text: str, faults: Sequence[tuple[KeyPath, str]]) -> ScenarioError:
    lines = find_lines(text)
    told = sorted((line_of(lines, path), ".".join(map(str, path)), what) for path, what in faults)
    return ScenarioError("\n".join(f"{file}:{line}: {path} {what}" for line, path, what in told))


def check_scenario(scenario: Scenario) -> None:
    """Raise ScenarioError for a scenario that was made by hand and can't be played."""
    if faults := _faults(scenario):
        raise ScenarioError("\n".join(f"{'.'.join(map(str, path))} {what}" for path, what in faults))


_CODES: Final = {*STUF_CODES, *(code for codes in CODE_LISTS.values() for code in codes)}


def _faults(scenario: Scenario) -> list[tuple[KeyPath, str]]:
    found: list[tuple[KeyPath, str]] = []
    for code, partij in scenario.partijen.items():
        place = ("partijen", code)
        if not is_municipality(code) and not agb_valid(code):
            found.append((place, "is geen gemeentecode (vier cijfers) of AGB-code (acht cijfers)"))
        if partij.adres is None and (partij.sleutel or partij.sleutel_bestand):
            found.append((place, "heeft een sleutel en geen adres"))
        if partij.sleutel and partij.sleutel_bestand:
            found.append((place, "heeft twee keer een sleutel"))
        found += [
            ((*place, "toewijzingen", number, "aanbieder"), f"{each.aanbieder} staat niet onder partijen")
            for number, each in enumerate(partij.toewijzingen)
            if each.aanbieder not in scenario.partijen
        ]
    for number, each in enumerate(scenario.storingen):
        found += [(("storingen", number, key), what) for key, what in _faults_of(each)]
    return found


def _faults_of(storing: Storing) -> list[tuple[str, str]]:
    found = []
    if (storing.wat is Mishap.FOUT) != (storing.code is not None):
        found.append(("code", "hoort bij een storing 'fout', en bij geen andere"))
    elif storing.code is not None and storing.code not in _CODES:
        found.append(("code", f"{storing.code} staat in geen van de lijsten met foutcodes"))
    if storing.functie is not None and storing.functie not in IWMO_3_2.kinds:
        found.append(("functie", f"{storing.functie} is geen berichtsoort van iWmo {IWMO_3_2.name}"))
    return found


def _with_files(scenario: Scenario, folder: Path) -> Scenario:
    """Return the scenario with each key read from its file, and the others seen to be there. Raises OSError."""
    partijen = {
        code: each
        if each.sleutel_bestand is None
        else each.model_copy(
            update={"sleutel": (folder / each.sleutel_bestand).read_text("utf-8").strip(), "sleutel_bestand": None}
        )
        for code, each in scenario.partijen.items()
    }
    tls = scenario.tls
    if tls is not None:
        tls = Tls(certificaat=folder / tls.certificaat, vertrouwt=folder / tls.vertrouwt)
        for each in (tls.certificaat, tls.vertrouwt):
            # What ssl raises for a missing file doesn't name it.
            each.open("rb").close()
    return scenario.model_copy(update={"partijen": partijen, "tls": tls})
