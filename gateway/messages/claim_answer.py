"""The answer to a claim: the WMO325 to a WMO323; and what one from a municipality says (iWmo 3.2, IV087, IV088, TR342).

It is a message of its own, with both parties the other way round, and one of it answers each claim:

- Faults of level 2: 0001 and XsltVersie in the Header; no DeclaratieAntwoord. Nothing of the claim is processed.
- Faults of level 3 or 4 in the Header: their codes there; no DeclaratieAntwoord. Nothing is processed.
- Faults in Declaratie: 0200 in the Header; their codes in DeclaratieAntwoord, granted total 0. Nothing is processed.
- Faults at a Client: that Client with its codes and all its Prestaties with 0233, whatever else is wrong with those.
- Faults at a Prestatie: its Client with 0200, and the Prestatie as it was with its codes. What is granted isn't listed.
- Nothing wrong: 0200 in the Header, 8001 in DeclaratieAntwoord, and the totals equal.

Amounts are whole cents; a debit counts up, a credit down, and what is granted is what was claimed less what is listed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from gateway.messages.common import fixed
from gateway.messages.kinds.declaratie import (
    BedragMetDC,
    Client,
    Declaratie,
    DeclaratieAntwoord,
    DeclaratieAntwoordHeader,
    Prestatie,
    TotaalBedragMetDC,
    Wmo323,
    Wmo325,
)
from gateway.messages.place import HEADER, classes
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK, NOT_JUDGED, TECHNICALLY_REJECTED, ReturnOutcome
from gateway.standard.findings import Finding, Severity
from gateway.standard.lexical import as_int, collapsed

ALL_GRANTED: Final = "8001"
DECLARATIE: Final = "/Bericht/Declaratie"
_CREDIT: Final = "C"
_LISTED: Final = (Client, Prestatie)

_Item = TypeVar("_Item")

Codes = Mapping[str, tuple[str, ...]]
"""Return codes by path of the class."""


def compose_claim_answer(
    forward: Message, findings: Sequence[Finding], *, identificatie: str, dagtekening: date, xslt_versie: str
) -> Wmo325:
    """Return the WMO325 to this WMO323 for what its checks found; of the findings only an AFKEUR counts.

    Raises ValueError for a finding of level 1, and for one of level 3 or 4 without a return code.
    """
    assert isinstance(forward, Wmo323)
    rejecting = [finding for finding in findings if finding.severity is Severity.AFKEUR]
    by_level_2 = any(finding.level == 2 for finding in rejecting)
    codes = {HEADER: (TECHNICALLY_REJECTED,)} if by_level_2 else _codes(forward, rejecting)
    header = DeclaratieAntwoordHeader(
        **fixed(Wmo325.soort),
        afzender=forward.header.ontvanger,
        ontvanger=forward.header.afzender,
        bericht_identificatie=replace(
            forward.header.bericht_identificatie, identificatie=identificatie, dagtekening=dagtekening.isoformat()
        ),
        declaratie_identificatie=forward.header.bericht_identificatie,
        xslt_versie=xslt_versie if by_level_2 else None,
        xsd_versie_declaratie=forward.header.xsd_versie,
        retour_codes=codes.get(HEADER, (NO_REMARK,)),
    )
    return Wmo325(header=header, declaratie_antwoord=None if HEADER in codes else _decide(forward.declaratie, codes))


def decided_lines(forward: Wmo323, findings: Sequence[Finding]) -> Iterator[tuple[Client, Prestatie, tuple[str, ...]]]:
    """Yield each Prestatie of a claim that counts, in document order, with its client and why it is rejected.

    Without codes it is granted.
    """
    codes = _codes(forward, [finding for finding in findings if finding.severity is Severity.AFKEUR])
    for client, _, lines in _decided(forward.declaratie, codes):
        yield from ((client, line, found) for line, found in lines)


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What becomes of a claim that counts. Amounts are whole cents, below zero for a credit."""

    prestaties: int
    afgewezen: int
    """Prestaties that are rejected."""
    ingediend: int
    toegekend: int


def decision_on(forward: Wmo323, findings: Sequence[Finding]) -> ClaimDecision:
    """Return what becomes of a claim that counts: how many of its Prestaties are rejected, and what is granted."""
    codes = [(line, codes) for _, line, codes in decided_lines(forward, findings)]
    return ClaimDecision(
        prestaties=len(codes),
        afgewezen=sum(1 for _, found in codes if found),
        ingediend=signed_cents(forward.declaratie.totaal_ingediend_bedrag),
        toegekend=sum(signed_cents(line.ingediend_bedrag) for line, found in codes if not found),
    )


def decision_in(forward: Wmo323, answer: Wmo325) -> ClaimDecision | None:
    """Return what became of the claim by this answer to it; None when that refuses all of it by its header."""
    said = answer.declaratie_antwoord
    if said is None:
        return None
    return ClaimDecision(
        prestaties=sum(len(client.prestaties) for client in forward.declaratie.clienten),
        afgewezen=sum(len(client.prestaties) for client in said.clienten),
        ingediend=signed_cents(said.totaal_ingediend_bedrag),
        toegekend=signed_cents(said.totaal_toegekend_bedrag),
    )


def refuses_claim(finding: Finding) -> bool:
    """Return True when what was found refuses the claim as a whole, and not just a Client or a Prestatie in it."""
    inside = (finding.class_path or "").startswith(f"{DECLARATIE}/Clienten")
    return finding.severity is Severity.AFKEUR and (finding.level <= 2 or not inside)


def signed_cents(amount: BedragMetDC | TotaalBedragMetDC) -> int:
    """Return an amount in cents, a credit below zero. Raises ValueError when it is no whole number."""
    cents = as_int(amount.bedrag if isinstance(amount, BedragMetDC) else amount.totaal_bedrag)
    return -cents if collapsed(amount.debet_credit) == _CREDIT else cents


def total_of(cents: int) -> TotaalBedragMetDC:
    """Return the total of so many cents, below zero as a credit; 0 is a debit (CS325)."""
    return TotaalBedragMetDC(totaal_bedrag=str(abs(cents)), debet_credit="C" if cents < 0 else "D")


def claim_outcome_of(message: Wmo325) -> ReturnOutcome:
    """Return what an answer says: approved when the claim was processed, be it with Prestaties that are rejected."""
    codes = tuple((path, code) for path, node in classes(message) for code in getattr(node, "retour_codes", ()))
    antwoord = message.declaratie_antwoord
    whole = (*message.header.retour_codes, *(() if antwoord is None else antwoord.retour_codes))
    return ReturnOutcome(approved=all(code in (NO_REMARK, ALL_GRANTED) for code in whole), codes=codes)


def _codes(forward: Wmo323, rejecting: Iterable[Finding]) -> Codes:
    """Return the codes of the faults of level 3 and 4, by path of the class that carries them."""
    carriers = {path for path, node in classes(forward) if path in (HEADER, DECLARATIE) or isinstance(node, _LISTED)}
    codes: dict[str, dict[str, None]] = {}
    for finding in rejecting:
        if finding.level not in (3, 4) or not finding.retourcode:
            raise ValueError(f"{finding.code} (level {finding.level}) has no place in a WMO325")
        place = finding.class_path or ""
        while place and place not in carriers:
            place = place.rpartition("/")[0]
        codes.setdefault(place or HEADER, {})[finding.retourcode] = None
    return {path: tuple(each) for path, each in codes.items()}


def _decide(declaratie: Declaratie, codes: Codes) -> DeclaratieAntwoord:
    """Return the decision on a claim that has no fault in its header."""
    listed = () if DECLARATIE in codes else tuple(_listed(declaratie, codes))
    submitted = declaratie.totaal_ingediend_bedrag
    rejected = sum(signed_cents(line.ingediend_bedrag) for client in listed for line in client.prestaties)
    refused = DECLARATIE in codes
    return DeclaratieAntwoord(
        declaratie_nummer=declaratie.declaratie_nummer,
        totaal_ingediend_bedrag=submitted,
        totaal_toegekend_bedrag=total_of(0 if refused else signed_cents(submitted) - rejected),
        clienten=listed,
        retour_codes=codes.get(DECLARATIE, (NO_REMARK if listed else ALL_GRANTED,)),
    )


def _listed(declaratie: Declaratie, codes: Codes) -> Iterator[Client]:
    """Yield the clients of whom something is rejected, with that alone."""
    for client, own, decided in _decided(declaratie, codes):
        lines = tuple(replace(line, retour_codes=found) for line, found in decided if found)
        if lines:
            yield Client(bsn=client.bsn, prestaties=lines, retour_codes=own or (NO_REMARK,))


def _decided(
    declaratie: Declaratie, codes: Codes
) -> Iterator[tuple[Client, tuple[str, ...], list[tuple[Prestatie, tuple[str, ...]]]]]:
    """Yield each client with its codes, and its Prestaties with theirs."""
    for place, client in _numbered(f"{DECLARATIE}/Clienten/Client", declaratie.clienten):
        own = codes.get(place, ())
        lines = _numbered(f"{place}/Prestaties/Prestatie", client.prestaties)
        yield client, own, [(line, (NOT_JUDGED,) if own else codes.get(at, ())) for at, line in lines]


def _numbered(path: str, items: Sequence[_Item]) -> Iterator[tuple[str, _Item]]:
    """Yield each item with its path, which has a number when there are more."""
    if len(items) == 1:
        yield path, items[0]
    else:
        yield from ((f"{path}[{number}]", item) for number, item in enumerate(items, 1))
