"""What VECOZO has of one provider: messages that wait for it, and the status of each message that it got or sent."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from gateway.simulator.journal import Journal
from gateway.simulator.mishaps import Flaw
from gateway.simulator.scenario import Vecozo
from gateway.simulator.vecozo.metadata import metadata_of
from gateway.standard.stuf.answers import receipt_of
from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES
from gateway.standard.stuf.messages import Envelope, StufFault, StufMessage
from gateway.standard.vecozo.codes import BRS_CODES, TOLD_AS, Status
from gateway.standard.vecozo.metadata import Metadata
from gateway.standard.vecozo.payloads import payload_of


@dataclass
class Bericht:
    """One message at VECOZO."""

    metadata: Metadata
    envelope: Envelope
    ontvangen_op: datetime
    status: Status
    gewijzigd_op: datetime
    meldingen: list[tuple[str, str]] = field(default_factory=list)
    """Codes, and what they mean (Dutch)."""
    payload: bytes | None = None
    """What the provider can fetch; None of what it sent, and when it is gone."""
    checksum: str = ""
    grootte: int = 0
    fetched_at: datetime | None = None
    damaged: bool = False
    """The payload is given damaged the next time that it is fetched, and whole after that."""
    waits: bool = False
    """True for what the provider has not confirmed yet."""


class Box:
    """All messages of one provider, by TraceerID, oldest first."""

    arrival = "aangeboden"

    def __init__(self, code: str, settings: Vecozo, journal: Journal, now: Callable[[], datetime]) -> None:
        self.code = code
        self._settings = settings
        self._journal = journal
        self._now = now
        self._berichten: dict[str, Bericht] = {}
        self._identificaties: set[tuple[str, str]] = set()

    async def bring(
        self,
        message: Envelope | StufFault,
        flaw: Flaw | None = None,
        *,
        gone: bool = False,
        damaged: bool = False,
    ) -> StufMessage | None:
        """Keep a message until the provider confirms it, or tell by its status what is wrong with one that it sent."""
        now = self._now()
        if isinstance(message, StufFault):
            self._reject(message)
        elif message.referentienummer not in self._berichten:
            metadata, payload = metadata_of(message), self._pack(message)
            self._berichten[message.referentienummer] = Bericht(
                metadata,
                message,
                now,
                Status.WORDT_AANGEBODEN,
                now,
                payload=None if gone else payload,
                checksum=hashlib.sha256(payload).hexdigest(),
                grootte=len(payload),
                damaged=damaged,
                waits=True,
            )
        return receipt_of(message, uuid4(), now)

    def follow(self, envelope: Envelope, status: Status) -> None:
        """Keep how far a message came that the provider handed in here; one that came by the GGK has no status."""
        bericht = self._berichten.get(envelope.referentienummer)
        if bericht is not None:
            self._change(bericht, status)

    def knows(self, metadata: Metadata) -> bool:
        """Return True when the provider used this TraceerID before."""
        return metadata.traceer_id in self._berichten

    def add(self, metadata: Metadata, envelope: Envelope, identificatie: str | None) -> None:
        """Keep a message that the provider sent; `identificatie`: the one in it, None when it can't be read."""
        now = self._now()
        if identificatie is not None:
            self._identificaties.add((envelope.functie, identificatie))
        self._berichten[metadata.traceer_id] = Bericht(metadata, envelope, now, Status.ONTVANGEN, now)

    def is_used(self, kind: str, identificatie: str | None) -> bool:
        """Return True when the provider used this Identificatie before for this kind of message."""
        return (kind, identificatie) in self._identificaties

    def refuse(self, traceer_id: str, code: str) -> None:
        """Refuse a message that the provider sent, with this code of VECOZO."""
        bericht = self._berichten[traceer_id]
        bericht.meldingen.append((code, BRS_CODES[code]))
        self._change(bericht, Status.AFGEKEURD)
        self._journal.note("afgekeurd", bericht.envelope, code)

    def waiting(self) -> list[Bericht]:
        """Return what waits for the provider, oldest first."""
        self._forget()
        return [each for each in self._berichten.values() if each.waits]

    def fetch(self, traceer_id: UUID) -> bytes | None:
        """Return the payload of a message that waits; None when there is none any more."""
        self._forget()
        found = self._berichten.get(str(traceer_id))
        if found is None or not found.waits or found.payload is None:
            return None
        found.fetched_at = found.fetched_at or self._now()
        self._journal.note("opgehaald", found.envelope)
        damaged, found.damaged = found.damaged, False
        return found.payload[:-1] if damaged else found.payload

    def confirm(self, traceer_id: UUID) -> bool:
        """Let the provider confirm a message; return False when none waits under this TraceerID."""
        self._forget()
        found = self._berichten.get(str(traceer_id))
        if found is None or not found.waits:
            return False
        found.waits, found.payload = False, None
        self._change(found, Status.BEZORGD)
        self._journal.note("bezorgd", found.envelope)
        return True

    def find(self, *, traceer_id: UUID | None = None, conversatie_id: UUID | None = None) -> Iterable[Bericht]:
        """Return the messages under this TraceerID and what answers them, or those of this conversation."""
        self._forget()
        for each in self._berichten.values():
            names = each.metadata.referentiegegevens
            if (
                traceer_id in (names.traceer_id, names.als_antwoord_op)
                if traceer_id
                else (names.conversatie_id == conversatie_id)
            ):
                yield each

    def _pack(self, envelope: Envelope) -> bytes:
        return payload_of(envelope.referentienummer, envelope.content) if self._settings.zip else envelope.content

    def _reject(self, fault: StufFault) -> None:
        """Say by the status what the chain or the receiver found wrong with a message."""
        bericht = self._berichten.get(fault.cross_refnummer)
        if bericht is None:
            return
        code = TOLD_AS.get(fault.fout, fault.fout)
        bericht.meldingen.append((code, _meaning(code)))
        offered = bericht.status in (Status.WORDT_AANGEBODEN, Status.BEZORGD)
        self._change(bericht, Status.AFGEBROKEN if offered else Status.AFGEKEURD)

    def _change(self, bericht: Bericht, status: Status) -> None:
        bericht.status, bericht.gewijzigd_op = status, self._now()

    def _forget(self) -> None:
        """Let go of what VECOZO keeps no longer."""
        now = self._now()
        after_fetch = timedelta(seconds=self._settings.bewaart_na_ophalen)
        at_all = timedelta(seconds=self._settings.bewaart)
        for name, each in list(self._berichten.items()):
            if now >= each.ontvangen_op + at_all:
                del self._berichten[name]
            elif each.fetched_at is not None and now >= each.fetched_at + after_fetch:
                each.payload = None


def _meaning(code: str) -> str:
    """Return what this code means (Dutch)."""
    if code in BRS_CODES:
        return BRS_CODES[code]
    found = STUF_CODES.get(code) or next((codes[code] for codes in CODE_LISTS.values() if code in codes), None)
    return "zie de lijst met foutcodes" if found is None else found.meaning
