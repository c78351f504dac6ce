"""A batch: messages handed in together in a zip file, each received on its own."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from zipfile import ZipFile, ZipInfo

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive, record_refusal
from gateway.exchange.receiving.validate import Validation
from gateway.standard.files.zipped import BROKEN, METHODS, damage, encrypted
from gateway.standard.xml.parse import MAX_BYTES
from gateway.store.parties.organisaties import Organisatie

MAX_MESSAGES_PER_BATCH: Final = 1000
MAX_MESSAGES_PER_TRIAL: Final = 100
"""That somebody waits for on a page."""
MAX_UNPACKED_BYTES: Final = 250 * 1024 * 1024
"""Of all messages in a batch together."""
_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
"""The bytes that begin an entry of the directory of a zip file; elsewhere in a zip file they are rare."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A file in a batch, and what became of it."""

    file: str
    outcome: Receipt | Refusal


async def receive_all(
    gateway: Gateway,
    caller: Organisatie,
    data: bytes,
    take: Callable[[Gateway, Organisatie, bytes], Awaitable[Receipt]] = receive,
) -> AsyncIterator[BatchItem]:
    """Receive each message in the zip file by `take`, in its order, and yield what became of it.

    A refusal of one message, or a fault of our own about it, keeps no other message out. The whole file handed in again
    gives the first receipts, but for a message that was refused and would be approved by now.
    Raises Invalid before anything was received when the file itself isn't right.
    """
    try:
        batch = _open_zip(data)
    except Invalid as refusal:
        await record_refusal(gateway, caller, data, refusal)
        raise
    with batch:
        for info in batch.infolist():
            try:
                receipt = await take(gateway, caller, await off_loop(info.file_size, _unpack, batch, info))
            except Refusal as refusal:
                yield BatchItem(info.filename, refusal)
            except Exception as error:
                if is_passing(error):
                    raise
                yield BatchItem(info.filename, Unforeseen())
            else:
                yield BatchItem(info.filename, receipt)


@dataclass(frozen=True, slots=True)
class TrialItem:
    """A file in a zip that was tried, and what would be said of it."""

    file: str
    outcome: Validation | Refusal


async def try_all(data: bytes, judge: Callable[[bytes], Awaitable[Validation]]) -> list[TrialItem]:
    """Return what `judge` says of each message in the zip file, in its order. Nothing of it is kept.

    A refusal of one message keeps no other from being judged. Raises Invalid when the file itself isn't right, or holds
    more than `MAX_MESSAGES_PER_TRIAL`.
    """
    found: list[TrialItem] = []
    with _open_zip(data) as batch:
        members = batch.infolist()
        if len(members) > MAX_MESSAGES_PER_TRIAL:
            raise _invalid(
                f"er zitten {len(members)} bestanden in; hier zijn het er hoogstens {MAX_MESSAGES_PER_TRIAL}"
            )
        for info in members:
            try:
                report = await judge(await off_loop(info.file_size, _unpack, batch, info))
            except Refusal as refusal:
                found.append(TrialItem(info.filename, refusal))
            else:
                found.append(TrialItem(info.filename, report))
    return found


def _open_zip(data: bytes) -> ZipFile:
    """Return the zip file. Raises Invalid when its directory breaks the limits of a batch."""
    # A directory of half a million members fits in 25 MB, and takes seconds and 300 MB to read.
    if data.count(_DIRECTORY_ENTRY) > 2 * MAX_MESSAGES_PER_BATCH:
        raise _invalid(f"er zitten veel meer bestanden in dan {MAX_MESSAGES_PER_BATCH}; verdeel ze over meer zips")
    try:
        batch = ZipFile(io.BytesIO(data))
    except BROKEN:
        raise _invalid("het bestand is geen zip, of de inhoudsopgave van de zip is beschadigd") from None
    members = batch.infolist()
    if not 1 <= len(members) <= MAX_MESSAGES_PER_BATCH:
        raise _invalid(
            f"er zitten {len(members)} bestanden in; het mogen er 1 tot en met {MAX_MESSAGES_PER_BATCH} zijn"
        )
    if sum(each.file_size for each in members if each.file_size <= MAX_BYTES) > MAX_UNPACKED_BYTES:
        raise _invalid(f"uitgepakt is het groter dan {MAX_UNPACKED_BYTES // 1024**2} MB")
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
    """Return why this member can't be unpacked; None when it can."""
    if encrypted(info):
        return "is met een wachtwoord versleuteld"
    if info.compress_type not in METHODS:
        return "is ingepakt op een manier die de gateway niet kent; gebruik deflate"
    if info.file_size > MAX_BYTES:
        return f"is groter dan {MAX_BYTES // 1024**2} MB"
    return None


def _unpack(batch: ZipFile, info: ZipInfo) -> bytes:
    """Return the message; unpack no more of it than the size in the directory. Raises Invalid."""
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
    """Return the refusal of a zip file. `on_record`: the same without a file name, which may be that of a person."""
    text = "De zip kan niet worden aangenomen: {}.".format
    return Invalid("zip-ongeldig", text(why), text_on_record=text(on_record or why))


def _broken(info: ZipInfo, why: str) -> Invalid:
    """Return the refusal of one member of the zip file."""
    return Invalid("zip-ongeldig", f"{info.filename!r} {why}.")
