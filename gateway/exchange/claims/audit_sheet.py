"""The audit sheet of an assignment: what was assigned, reported, claimed and answered, with what it comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from gateway.exchange.claims.standing import ClaimedSoFar, find_claimed
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import NotFound
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.codelists import meaning
from gateway.standard.money import euros
from gateway.store.care import toewijzingen
from gateway.store.claims.trail import Report, SentVersion, Trail, TrailLine, TrailMessage, load_trail
from gateway.store.parties.organisaties import Organisatie


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One step, with the message that made it. Amounts are whole euro cents; a credit is below zero."""

    op: datetime
    soort: str
    """Of the message."""
    bericht_id: UUID
    identificatie: str
    tekst: str
    """What it says (Dutch)."""
    ingediend: int | None = None
    """Of a WMO323: what is claimed."""
    toegekend: int | None = None
    """Of a WMO325: what is granted, 0 when it is rejected."""
    saldo: int = 0
    """What is granted up to here, less what was credited."""

    @property
    def dag(self) -> date:
        """The Dutch day of the message."""
        return self.op.astimezone(DUTCH_TIME).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSheet:
    """An assignment with all its steps, oldest first, and the sums."""

    gemeente: str
    nummer: int
    aanbieder: str
    client_id: UUID
    lines: Sequence[AuditLine]
    ingediend: int
    """Balance of all that was claimed, debits less credits."""
    toegekend: int
    """Balance of what was granted; the last balance of the lines."""
    claimed: ClaimedSoFar

    @property
    def afgewezen(self) -> int:
        """Balance of what was rejected."""
        return self.ingediend - self.toegekend


async def load_audit_sheet(gateway: Gateway, caller: Organisatie, gemeente: str, nummer: int) -> AuditSheet:
    """Return the audit sheet of an assignment of the caller: its municipality, or its provider.

    An operator gets that of any. Raises NotFound.
    """
    async with gateway.db.snapshot() as tx:
        assignment = await toewijzingen.find(tx, gemeente, nummer)
        if assignment is None or not (caller.soort == "beheerder" or caller.code in (gemeente, assignment.aanbieder)):
            raise NotFound("toewijzing-onbekend", f"Gemeente {gemeente} heeft geen toewijzing {nummer}.")
        trail = await load_trail(tx, gemeente, nummer, assignment.aanbieder)
        claimed = await find_claimed(tx, assignment)
    lines = _in_order(trail)
    return AuditSheet(
        gemeente=gemeente,
        nummer=nummer,
        aanbieder=assignment.aanbieder,
        client_id=assignment.client_id,
        lines=lines,
        ingediend=sum(each.ingediend or 0 for each in lines),
        toegekend=sum(each.toegekend or 0 for each in lines),
        claimed=claimed,
    )


def _in_order(trail: Trail) -> list[AuditLine]:
    """Return all steps by moment, a message before its answer and credits before debits (OP366), with the balance."""
    found = [*_versions(trail.versions), *_reports(trail.reports), *_claims(trail.lines)]
    found.sort(key=lambda each: (each[0].op, each[1:]))
    lines, saldo = [], 0
    for line, *_ in found:
        saldo += line.toegekend or 0
        lines.append(replace(line, saldo=saldo))
    return lines


Step = tuple[AuditLine, UUID, int, bool, int]
"""A line, and what puts it in order among those of the same moment: first the message that it is of or answers."""
_FORWARD: Final = 0
_ANSWER: Final = 1


def _line(message: TrailMessage, tekst: str) -> AuditLine:
    return AuditLine(
        op=message.op, soort=message.soort, bericht_id=message.id, identificatie=message.identificatie, tekst=tekst
    )


def _versions(versions: Sequence[SentVersion]) -> Iterator[Step]:
    for each in versions:
        yield _line(each.bericht, _assigned(each)), each.bericht.id, _FORWARD, False, each.versie
        if each.antwoord is not None:
            refused = each.antwoord.uitkomst == "afgekeurd"
            said = "afgekeurd; geldt als niet verzonden (OP286)" if refused else "goedgekeurd"
            yield _line(each.antwoord, f"Toewijzing {said}."), each.bericht.id, _ANSWER, False, each.versie


def _assigned(version: SentVersion) -> str:
    if version.verwijderd:
        return "Toewijzing verwijderd."
    term = f"van {version.ingangsdatum}" + ("" if version.einddatum is None else f" tot en met {version.einddatum}")
    said = f"{'Toegewezen' if version.versie == 1 else 'Gewijzigd'}: {_product(version)}, {term}{_size(version)}"
    reason = version.reden_wijziging
    return f"{said}." if reason is None else f"{said}; reden {reason}, {_worded('LDT_RedenWijziging', reason)}."


def _product(version: SentVersion) -> str:
    if version.categorie is None:
        return "zonder product"
    return f"categorie {version.categorie}" if version.code is None else f"product {version.code}"


def _size(version: SentVersion) -> str:
    size = ""
    if version.volume is not None and version.eenheid is not None and version.frequentie is not None:
        size = f", {version.volume} {unit_in_words(version.eenheid)}, {_worded('LDT_Frequentie', version.frequentie)}"
    return size if version.budget is None else f"{size}, budget {euros(version.budget)}"


def _reports(reports: Sequence[Report]) -> Iterator[Step]:
    for number, each in enumerate(reports):
        if each.einddatum is None:
            told = f"zorg begonnen op {each.begindatum}"
        else:
            reason = each.reden_beeindiging or ""
            told = f"zorg geëindigd op {each.einddatum}; reden {reason}, {_worded('LDT_RedenBeeindiging', reason)}"
        yield _line(each.bericht, f"{told[:1].upper()}{told[1:]}."), each.bericht.id, _FORWARD, False, number
        if each.ingetrokken_door is not None:
            gone = each.ingetrokken_door
            yield _line(gone, f"Ingetrokken: {told}."), gone.id, _FORWARD, True, number


def _claims(lines: Sequence[TrailLine]) -> Iterator[Step]:
    for each in lines:
        amount = -each.bedrag if each.credit else each.bedrag
        order = (not each.credit, each.regel)
        yield replace(_line(each.bericht, _claimed(each)), ingediend=amount), each.bericht.id, _FORWARD, *order
        if each.antwoord is not None:
            granted = 0 if each.retourcodes else amount
            yield replace(_line(each.antwoord, _decided(each)), toegekend=granted), each.bericht.id, _ANSWER, *order


def _claimed(line: TrailLine) -> str:
    what = f"Credit {line.referentie} van {line.vorige}" if line.credit else f"Prestatie {line.referentie}"
    rate = "" if line.tarief is None else f" à {euros(line.tarief)}"
    return (
        f"{what} in declaratie {line.declaratie_nummer}: {line.begindatum} tot en met {line.einddatum}, "
        f"{line.volume} {unit_in_words(line.eenheid)}{rate}."
    )


def _decided(line: TrailLine) -> str:
    if not line.retourcodes:
        return f"{line.referentie} toegekend."
    reasons = "; ".join(f"{code}, {_worded('LDT_RetourCode', code)}" for code in line.retourcodes)
    return f"{line.referentie} afgewezen: {reasons}."


def unit_in_words(eenheid: str) -> str:
    """Return the meaning of this Eenheid with its code: "uur (04)"."""
    return f"{_worded('LDT_Eenheid', eenheid)} ({eenheid})"


def _worded(code_list: str, code: str) -> str:
    found = meaning(code_list, code) or "onbekende code"
    return f"{found[:1].lower()}{found[1:]}".rstrip(".")
