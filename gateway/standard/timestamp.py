"""Timestamps of an outside authority (RFC 3161): what to ask for a hash, and what its answer is worth.

An authority that neither the operator nor the owner of the database runs signs that it saw the hash at that moment: the
seals under it are older than that, whoever says otherwise later. The answer is kept whole, and can be checked years
later with `openssl ts -verify` as well.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerificationError, VerifierBuilder
from rfc3161_client import decode_timestamp_response as decode
from rfc3161_client.tsp import PKIStatus, TimeStampResponse

MAX_ANSWER_BYTES = 64 * 1024
"""An answer with its certificates takes some 6 kB."""


class TimestampError(Exception):
    """The answer is no good timestamp of this hash; the text says why (Dutch)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to send to an authority."""

    content: bytes
    """In DER, as `application/timestamp-query`."""
    nonce: int
    """The number that its answer has to repeat."""


def request(data: bytes) -> Request:
    """Return a request for a timestamp over the SHA-256 of these data, with the certificates of who signs it."""
    made = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    assert made.nonce is not None
    return Request(made.as_bytes(), made.nonce)


def read(answer: bytes, data: bytes, nonce: int | None = None) -> datetime:
    """Return the moment that the answer names for these data; whether it was signed by anybody says `check`.

    `nonce`: of the request to which it came. Raises TimestampError for no answer, a refusal, or one about other data.
    """
    found = _decoded(answer)
    stamped = found.tst_info.message_imprint.message
    if stamped != hashlib.sha256(data).digest():
        raise TimestampError("het tijdstempel is van iets anders")
    if nonce is not None and found.tst_info.nonce != nonce:
        raise TimestampError("het antwoord hoort niet bij de vraag")
    return found.tst_info.gen_time


def check(answer: bytes, data: bytes, authorities: Sequence[Certificate]) -> datetime:
    """Return the moment that one of these authorities, or who they vouch for, signed for these data.

    The certificates have to be good at that moment, and may have ended since. Raises TimestampError.
    """
    moment = read(answer, data)
    found = _decoded(answer)
    try:
        VerifierBuilder(roots=list(authorities)).build().verify(found, hashlib.sha256(data).digest())
    except (VerificationError, ValueError):
        raise TimestampError("het tijdstempel is niet ondertekend door een instantie die wordt vertrouwd") from None
    return moment


def read_authorities(pem: bytes) -> list[Certificate]:
    """Return the certificates in this PEM file. Raises TimestampError when there are none."""
    try:
        return load_pem_x509_certificates(pem)
    except ValueError:
        raise TimestampError("er staan geen certificaten in PEM in") from None


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        found = decode(_in_order(answer))
        status = PKIStatus(found.status)
        if status is PKIStatus.GRANTED:
            # What the token holds is read when it is asked for, and may be anything.
            assert found.tst_info.gen_time.tzinfo is not None
    except Exception as error:
        raise TimestampError("dit is geen antwoord van een tijdstempelinstantie (RFC 3161)") from error
    if status is not PKIStatus.GRANTED:
        raise TimestampError(f"de tijdstempelinstantie weigert ({status.name})")
    return found


_SEQUENCE, _CONTEXT_0 = 0x30, 0xA0
_WAY_TO_CERTIFICATES = ((1, _SEQUENCE), (1, _CONTEXT_0), (0, _SEQUENCE), (3, _CONTEXT_0))
"""From the answer down: which part of each, and its tag: the token, its content, the signed data, the certificates."""


def _in_order(answer: bytes) -> bytes:
    """Return the answer with its certificates in the order of DER, which OpenSSL doesn't keep and the library wants.

    They lie outside what is signed. Raises ValueError or IndexError for what has another form.
    """
    begin, end = _inside(answer, 0)
    for part, tag in _WAY_TO_CERTIFICATES:
        places = _parts(answer, begin, end)
        if len(places) <= part or answer[places[part][0]] != tag:
            return answer  # a refusal, or one without certificates
        begin, end = _inside(answer, places[part][0])
    certificates = sorted(answer[first:last] for first, last in _parts(answer, begin, end))
    return answer[:begin] + b"".join(certificates) + answer[end:]


def _parts(content: bytes, begin: int, end: int) -> list[tuple[int, int]]:
    """Return where each value between these places begins and ends."""
    found = []
    while begin < end:
        last = _inside(content, begin)[1]
        if last > end:
            raise ValueError("a value goes on beyond the one that holds it")
        found.append((begin, last))
        begin = last
    return found


def _inside(content: bytes, at: int) -> tuple[int, int]:
    """Return where the content of the value here begins and ends."""
    length, begin = content[at + 1], at + 2
    if length > 0x80:
        count = length & 0x7F
        length, begin = int.from_bytes(content[begin : begin + count], "big"), begin + count
    if begin + length > len(content):
        raise ValueError("a value goes on beyond the end")
    return begin, begin + length
