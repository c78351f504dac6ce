"""The Prestaties of a claim as the rules of levels 3 and 4 look at them: debits and credits, each with its assignment.

Of a client who is unknown no Prestatie is judged (IV087). A credit is a one-sided act of the provider (IV085): it is
judged by what it takes back, and not by the assignment, which may have changed since the debit was granted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gateway.messages.kinds.declaratie import Client, Prestatie, Wmo323
from gateway.rules.case import CaseFile
from gateway.rules.claim_file import ClaimedAssignment, ClaimFile, DebitKey, EarlierDebit
from gateway.rules.kit import one_of, quote
from gateway.rules.parts.claim import CREDIT, clients
from gateway.standard.lexical import as_date, as_int, collapsed


@dataclass(frozen=True, slots=True)
class Line:
    """A Prestatie of a client who is known."""

    client: Client
    prestatie: Prestatie
    assignment: ClaimedAssignment | None
    """None: there is none with this number for this client and provider."""

    @property
    def name(self) -> str:
        """The words by which a finding names it (Dutch)."""
        return f"Prestatie {quote(self.prestatie.product_referentie.referentie_nummer)}"

    @property
    def reference(self) -> str:
        """The ReferentieNummer."""
        return collapsed(self.prestatie.product_referentie.referentie_nummer)

    @property
    def former(self) -> str:
        """The VorigReferentieNummer: of a credit the number of the debit that it takes back; "" of a debit."""
        return collapsed(self.prestatie.product_referentie.vorig_referentie_nummer or "")

    @property
    def key(self) -> DebitKey:
        """By what it is told from another debit. Raises ValueError for a date that Python can't hold."""
        line = self.prestatie
        return DebitKey(
            as_int(line.toewijzing_nummer),
            collapsed(line.product_categorie),
            collapsed(line.product_code),
            as_date(line.product_periode.begindatum),
            as_date(line.product_periode.einddatum),
        )

    @property
    def code(self) -> str:
        """The ProductCode."""
        return collapsed(self.prestatie.product_code)

    @property
    def eenheid(self) -> str:
        """The unit of its volume."""
        return collapsed(self.prestatie.eenheid)

    @property
    def volume(self) -> int:
        """The volume that was delivered, in its unit."""
        return as_int(self.prestatie.geleverd_volume)

    @property
    def bedrag(self) -> int:
        """The amount in cents, without a sign."""
        return as_int(self.prestatie.ingediend_bedrag.bedrag)

    @property
    def tarief(self) -> int | None:
        """The rate in cents; None: of a volume in euros."""
        given = self.prestatie.product_tarief
        return None if given is None else as_int(given)


def is_credit(prestatie: Prestatie) -> bool:
    """Return True when the Prestatie takes back an earlier one."""
    return one_of(prestatie.ingediend_bedrag.debet_credit, CREDIT)


def lines(message: Wmo323, case: CaseFile) -> Iterator[Line]:
    """Yield the Prestaties of clients who are known, in document order; none where claims aren't seen."""
    claims = case.claims
    if claims is None:
        return
    for client in clients(message):
        bsn = collapsed(client.bsn)
        if bsn in claims.known_clients:
            for prestatie in client.prestaties:
                found = claims.assignments.get((bsn, as_int(prestatie.toewijzing_nummer)))
                yield Line(client, prestatie, found)


def debit_lines(message: Wmo323, case: CaseFile) -> Iterator[Line]:
    """Yield the debits of clients who are known."""
    return (each for each in lines(message, case) if not is_credit(each.prestatie))


def credit_lines(message: Wmo323, case: CaseFile) -> Iterator[Line]:
    """Yield the credits of clients who are known."""
    return (each for each in lines(message, case) if is_credit(each.prestatie))


def assigned_debits(message: Wmo323, case: CaseFile) -> Iterator[tuple[Line, ClaimedAssignment]]:
    """Yield the debits on an assignment that is known and was not removed, each with that assignment."""
    for line in debit_lines(message, case):
        if line.assignment is not None and not line.assignment.verwijderd:
            yield line, line.assignment


def freed(message: Wmo323, case: CaseFile) -> frozenset[str]:
    """Return the ReferentieNummers of the debits that credits in the message take back (OP366: credits go first).

    For a rule of a later turn: a credit that was rejected takes back nothing.
    """
    return frozenset(line.former for line in credit_lines(message, case) if line.prestatie.path not in case.refused)


def given_back(message: Wmo323, case: CaseFile) -> Mapping[int, Sequence[EarlierDebit]]:
    """Return by ToewijzingNummer the debits that credits in the message take back. For a rule of a later turn."""
    debits = file_of(case).debits
    found: dict[int, list[EarlierDebit]] = {}
    for reference in freed(message, case):
        if reference in debits:
            found.setdefault(debits[reference].toewijzing_nummer, []).append(debits[reference])
    return found


def file_of(case: CaseFile) -> ClaimFile:
    """Return what claims are judged on; an empty one where claims aren't seen."""
    return case.claims or ClaimFile()
