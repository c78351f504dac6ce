"""Unforeseen faults of our own in the handling of one message, which is parked as when a rule crashes."""

import traceback
from dataclasses import replace
from pathlib import Path
from typing import Final

import asyncpg

from gateway.exchange.kernel.findings_json import BOOKING, crash_to_json
from gateway.exchange.kernel.gateway import Interrupted
from gateway.exchange.kernel.refusals import Refusal
from gateway.rules.engine import Crash
from gateway.standard.findings import Outcome
from gateway.store.db.database import TRANSIENT, DatabaseUnavailable
from gateway.store.db.vault import VaultError
from gateway.store.ledger.berichten import Bericht

TEXT: Final = "Er ging iets mis in de gateway; de beheerder kan het nazoeken."


class Unforeseen(Refusal):
    """A fault of the gateway itself kept it from judging or booking the message."""

    def __init__(self) -> None:
        super().__init__("onverwachte-fout", TEXT)


def is_passing(error: BaseException) -> bool:
    """Return True when the same request may succeed later: a database, a key or a process is away."""
    return isinstance(error, (VaultError, DatabaseUnavailable, Interrupted, *TRANSIENT))


def parks(error: BaseException) -> bool:
    """Return True when this error would come back each time the message is judged.

    Of what the database says only that it can't hold a value: of anything else it can't be told.
    """
    if isinstance(error, asyncpg.DataError):
        return True
    return not isinstance(error, (Refusal, asyncpg.PostgresError)) and not is_passing(error)


def crash_of(error: BaseException) -> Crash:
    """Return the crash that a message is parked for: the kind of the error, none of its values."""
    return Crash(BOOKING, type(error).__name__)


def parked_by(entry: Bericht, error: BaseException) -> Bericht:
    """Return the message as parked by this error."""
    crash = crash_to_json(crash_of(error), Outcome.GEPARKEERD)
    return replace(entry, oordeel=Outcome.GEPARKEERD, bevindingen=[crash])


def place(error: BaseException) -> str:
    """Return where in the code it went wrong, for the log: "casefile.py:162"."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
