"""A scenario: who is in the chain, and what goes wrong there. A file in TOML; see docs/simulator.md."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, Strict, ValidationError

from gateway.simulator.certificates import AUTHORITY, SIMULATOR, make_certificates
from gateway.simulator.mishaps import Flaw, Mishap, Seconds, Storing, faults_of
from gateway.standard.identifiers import agb_valid
from gateway.standard.municipalities import was_municipality
from gateway.standard.stuf.codes import CodeList
from gateway.standard.toml.lines import KeyPath, find_lines, line_of
from gateway.standard.toml.shape import Day, StrictTable, Text, fault_text

_Term = Annotated[float, Field(ge=0, le=100_000_000)]
"""In seconds."""


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
    adapter: Annotated[bool, Strict()] = False
    """True when a Digikoppeling adapter stands before it, so that both ways go with WS-Addressing."""
    vecozo: Annotated[bool, Strict()] = False
    """True for a provider whose own software pushes and pulls its messages at VECOZO."""
    antwoordt_na: Seconds = 0.0
    start_na: Seconds = 1.0
    """Of a provider: seconds between its approval of an assignment and the report of the start."""
    stop_na: Seconds | None = None
    """Of a provider: seconds between the reports of start and stop; None: it reports no stop."""
    gedrag: tuple[Habit, ...] = ()
    verzoeken: Reply = Reply.ONDERZOEKEN
    toewijzingen: tuple[Toewijzing, ...] = ()


class Tls(StrictTable):
    """[tls]: PEM files, from the folder of the scenario; either a folder, or both others."""

    map: Path | None = None
    """A folder where the simulator makes an authority of its own, and certificates for itself and all parties."""
    certificaat: Path | None = None
    """The certificate and key of the simulator, shown as a server and as a client."""
    vertrouwt: Path | None = None
    """The authority of everybody else: whoever calls shows a certificate of it."""

    @property
    def files(self) -> tuple[Path, Path]:
        """Return `certificaat` and `vertrouwt`, of a scenario that was checked."""
        if self.map is not None:
            return self.map / SIMULATOR, self.map / AUTHORITY
        assert self.certificaat is not None
        assert self.vertrouwt is not None
        return self.certificaat, self.vertrouwt


class Adapter(StrictTable):
    """[adapter]: the Digikoppeling adapter of the parties that have one."""

    dienst: Text | None = None
    """The ebMS Service of its CPA; None: any Service is taken."""

    @property
    def service(self) -> str:
        """Return the Service by which it brings messages."""
        return self.dienst or "urn:simulator:iwmo"


class Vecozo(StrictTable):
    """[vecozo]: how it keeps messages for the providers that pull them."""

    zip: Annotated[bool, Strict()] = True
    """False: the payload is the message itself, and no zip with it."""
    bewaart_na_ophalen: _Term = 86_400.0
    """Seconds between the first time that a payload is fetched and its end."""
    bewaart: _Term = 5_270_400.0
    """Seconds that a message is kept at all."""


class Scenario(StrictTable):
    """A whole file."""

    zaad: Annotated[int, Strict()] = 0
    codelijst: CodeList = "2025"
    herhalingen: tuple[Seconds, ...] = (1.0, 5.0, 15.0, 60.0)
    """Seconds between the attempts to bring a message; after the last one its sender gets a Fo01."""
    tls: Tls | None = None
    adapter: Adapter = Adapter()
    vecozo: Vecozo = Vecozo()
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


def _faults(scenario: Scenario) -> list[tuple[KeyPath, str]]:
    found: list[tuple[KeyPath, str]] = []
    for code, partij in scenario.partijen.items():
        place = ("partijen", code)
        if not was_municipality(code) and not agb_valid(code):
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
        if partij.vecozo and (partij.adres or was_municipality(code)):
            found.append((place, "staat bij vecozo, en is dus een aanbieder zonder adres"))
        if partij.vecozo and partij.adapter:
            found.append(((*place, "adapter"), "kan niet bij vecozo: daar staat geen Digikoppeling-adapter voor"))
    for number, each in enumerate(scenario.storingen):
        wrong = faults_of(each) or _lacking_certificates(each, scenario.tls)
        found += [(("storingen", number, key), what) for key, what in wrong]
    return found + _faults_of_tls(scenario)


def _faults_of_tls(scenario: Scenario) -> list[tuple[KeyPath, str]]:
    tls, at_vecozo = scenario.tls, [code for code, each in scenario.partijen.items() if each.vecozo]
    if tls is None:
        more = [] if len(at_vecozo) < 2 else at_vecozo[1:]
        return [
            (("partijen", code), "is de tweede bij vecozo: dan is [tls] nodig, om te zien wie er belt") for code in more
        ]
    named = [tls.certificaat is not None, tls.vertrouwt is not None]
    if (tls.map is None) != all(named) or (tls.map is not None and any(named)):
        return [(("tls",), "heeft een map nodig, of een certificaat en wie het vertrouwt")]
    return []


def _lacking_certificates(storing: Storing, tls: Tls | None) -> list[tuple[str, str]]:
    if storing.wat is not Mishap.CERTIFICAAT:
        return []
    if tls is None:
        return [("wat", "certificaat kan alleen bij een scenario met [tls]")]
    if tls.map is None and storing.gebrek in (Flaw.VERLOPEN, Flaw.ANDERE_NAAM):
        return [("gebrek", f"{storing.gebrek} kan alleen met een map onder [tls], om zo een certificaat te maken")]
    return []


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
    return scenario.model_copy(update={"partijen": partijen, "tls": _with_certificates(scenario, folder)})


def _with_certificates(scenario: Scenario, folder: Path) -> Tls | None:
    """Return the files of TLS, made where the scenario says so. Raises ScenarioError, or OSError for a missing one."""
    if scenario.tls is None:
        return None
    given = scenario.tls.model_dump(exclude_none=True)
    tls = Tls.model_validate({key: folder / each for key, each in given.items()})
    if tls.map is not None:
        try:
            make_certificates(tls.map, list(scenario.partijen))
        except ValueError:
            raise ScenarioError(f"{tls.map}: hier staat iets anders dan een autoriteit van de simulator.") from None
    for each in tls.files:
        # What ssl raises for a missing file doesn't name it.
        each.open("rb").close()
    return tls
