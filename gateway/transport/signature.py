"""The signature under a push, by the Standard Webhooks scheme: it proves that we sent the message, and when.

Own code: the package `standardwebhooks` brings along five others for these lines.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
"""The first characters of a secret as people see it."""


def to_text(secret: bytes) -> str:
    """Return the secret in the `whsec_…` form that Standard Webhooks libraries accept."""
    return PREFIX + base64.b64encode(secret).decode()


def headers(secrets: Sequence[bytes], message_id: str, sent_at: datetime, content: bytes) -> dict[str, str]:
    """Return the headers of a push at this moment, signed with each of these secrets; without secrets unsigned."""
    stamp = str(int(sent_at.timestamp()))
    found = {"webhook-id": message_id, "webhook-timestamp": stamp}
    if secrets:
        signed = f"{message_id}.{stamp}.".encode() + content
        found["webhook-signature"] = " ".join(f"v1,{_sign(each, signed)}" for each in secrets)
    return found


def _sign(secret: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
