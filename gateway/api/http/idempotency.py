"""Idempotency-Key: the same request under the same key is carried out once."""

import hashlib
from typing import Annotated

from fastapi import Header
from pydantic import BaseModel

from gateway.exchange.assigning.issue import RepeatableRequest

IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=200, description="Zelfde sleutel, zelfde inhoud: het gebeurt één keer."),
]


def repeatable_request(key: str | None, body: BaseModel, *more: object) -> RepeatableRequest | None:
    """Return the Idempotency-Key with a hash of the request, in which an absent key of the body differs from null.

    `more`: what else tells two requests apart, such as an id in the path.
    """
    if key is None:
        return None
    content = body.model_dump_json(exclude_unset=True) + "".join(f" {each}" for each in more)
    return RepeatableRequest(key, hashlib.sha256(content.encode()).digest())
