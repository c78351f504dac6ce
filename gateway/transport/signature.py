"""The signature under a push, by the Standard Webhooks scheme: who shares the secret knows that we sent it, and when.

Own code: the package `standardwebhooks` brings along five others for these lines.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
"""With which a secret begins as people see it."""


def written(geheim: bytes) -> str:
    """Return the secret as a receiver's library takes it."""
    return PREFIX + base64.b64encode(geheim).decode()


def headers(geheimen: Sequence[bytes], bericht_id: str, moment: datetime, inhoud: bytes) -> dict[str, str]:
    """Return the headers of a push at this moment, with a signature by each of these secrets (none: unsigned)."""
    stamp = str(int(moment.timestamp()))
    found = {"webhook-id": bericht_id, "webhook-timestamp": stamp}
    if geheimen:
        signed = f"{bericht_id}.{stamp}.".encode() + inhoud
        found["webhook-signature"] = " ".join(f"v1,{_sign(each, signed)}" for each in geheimen)
    return found


def _sign(geheim: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(geheim, signed, hashlib.sha256)).decode()
