"""A batch: messages handed in together in a zip file, each received on its own."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from zipfile import ZipFile, ZipInfo

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import on_record, receive
from gateway.standard.xml.parse import MAX_BYTES
from gateway.standard.zipped import BROKEN, METHODS, damage, encrypted
from gateway.store.parties.organisaties import Organisatie

MOST: Final = 1000
"""Messages in one batch at most."""
MAX_EXPANDED: Final = 250 * 1024 * 1024
"""Bytes of all messages of a batch together, unpacked."""
_MEMBER: Final = b"PK\x01\x02"
"""With which each member begins in the directory of a zip file; elsewhere in one it is a rare coincidence."""


@dataclass(frozen=True, slots=True)
class Ingediend:
    """What became of one message of a batch."""

    bestand: str
    uitkomst: Receipt | Refusal


async def receive_all(gateway: Gateway, caller: Organisatie, data: bytes) -> AsyncIterator[Ingediend]:
    """Yield what became of each message in the zip file, in its order; one that is refused keeps no other out, nor
    does a fault of our own about one of them.

    Each is in the ledger as soon as it is yielded. The whole file handed in again gives the first receipts,
    save of what was refused and would be approved by now.
    Raises Invalid before anything was received when the file itself isn't right.
    """
    try:
        batch = _opened(data)
    except Invalid as refusal:
        await on_record(gateway, caller, data, refusal)
        raise
    with batch:
        for info in batch.infolist():
            try:
                receipt = await receive(gateway, caller, await off_loop(info.file_size, _content, batch, info))
            except Refusal as refusal:
                yield Ingediend(info.filename, refusal)
            except Exception as error:
                if is_passing(error):
                    raise
                yield Ingediend(info.filename, Unforeseen())
            else:
                yield Ingediend(info.filename, receipt)


def _opened(data: bytes) -> ZipFile:
    """Return the zip file, whose directory is in order. Raises Invalid."""
    # A directory of half a million members fits in 25 MB, and takes seconds and 300 MB to read.
    if data.count(_MEMBER) > 2 * MOST:
        raise _invalid(f"er zitten veel meer bestanden in dan {MOST}; verdeel ze over meer zips")
    try:
        batch = ZipFile(io.BytesIO(data))
    except BROKEN:
        raise _invalid("het bestand is geen zip, of de inhoudsopgave van de zip is beschadigd") from None
    members = batch.infolist()
    if not 1 <= len(members) <= MOST:
        raise _invalid(f"er zitten {len(members)} bestanden in; het mogen er 1 tot en met {MOST} zijn")
    if sum(each.file_size for each in members if each.file_size <= MAX_BYTES) > MAX_EXPANDED:
        raise _invalid(f"uitgepakt is het groter dan {MAX_EXPANDED // 1024**2} MB")
    names = set()
    for number, each in enumerate(members, 1):
        fault = None
        if "/" in each.filename or "\\" in each.filename or not each.filename.isprintable():
            fault = "ligt in een map of heeft een naam met vreemde tekens; zet de berichten los in de zip"
        elif each.filename in names:
            fault = "komt er twee keer in voor"
        if fault is not None:
            raise _invalid(f"{each.filename!r} {fault}", f"bestand {number} {fault}")
        names.add(each.filename)
    return batch


def _fault(info: ZipInfo) -> str | None:
    """Return what keeps this member from being unpacked; None when nothing does."""
    if encrypted(info):
        return "is met een wachtwoord versleuteld"
    if info.compress_type not in METHODS:
        return "is ingepakt op een manier die de gateway niet kent; gebruik deflate"
    if info.file_size > MAX_BYTES:
        return f"is groter dan {MAX_BYTES // 1024**2} MB"
    return None


def _content(batch: ZipFile, info: ZipInfo) -> bytes:
    """Return the message, of which no more is unpacked than the directory says there is. Raises Invalid."""
    fault = _fault(info)
    if fault is not None:
        raise _broken(info, fault)
    try:
        with batch.open(info) as member:
            data = member.read(info.file_size)
            if member.read(1):
                raise _broken(info, "is groter dan de zip zegt")
    except BROKEN as error:
        raise _broken(info, damage(error)) from None
    return data


def _invalid(why: str, on_record: str | None = None) -> Invalid:
    """Return the refusal. `on_record` says the same of a member by its number: its name may be that of a person."""
    told = "De zip kan niet worden aangenomen: {}.".format
    return Invalid("zip-ongeldig", told(why), vastgelegd=told(on_record or why))


def _broken(info: ZipInfo, why: str) -> Invalid:
    """Return the refusal of one member, which says nothing of the others."""
    return Invalid("zip-ongeldig", f"{info.filename!r} {why}.")
