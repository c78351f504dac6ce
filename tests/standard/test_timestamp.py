"""A timestamp counts when the authority that we trust signed it for just these data."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.timestamp import TimestampError, check, read, read_authorities, request
from tests.support.custody.authority import OPENSSL, Authority, make_authority

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")

ROOT = bytes(range(32))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.sign(request(ROOT).content)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """An authority with the same names, whom we don't trust."""
    return make_authority(tmp_path_factory.mktemp("stranger"))


def _trusted(authority: Authority) -> list:
    return read_authorities(authority.ca_file.read_bytes())


def test_an_answer_holds_by_the_certificates_that_came_along(authority: Authority) -> None:
    asked = request(ROOT)
    answer = authority.sign(asked.content)
    moment = read(answer, ROOT, asked.nonce)
    assert abs(moment - datetime.now(UTC)) < timedelta(hours=1)
    assert check(answer, ROOT, _trusted(authority)) == moment


def test_other_data_another_question_and_another_authority_are_refused(
    authority: Authority, stranger: Authority, answer: bytes
) -> None:
    with pytest.raises(TimestampError, match="van iets anders"):
        read(answer, bytes(32))
    with pytest.raises(TimestampError, match="van iets anders"):
        check(answer, bytes(32), _trusted(authority))
    with pytest.raises(TimestampError, match="hoort niet bij de vraag"):
        read(answer, ROOT, request(ROOT).nonce)
    with pytest.raises(TimestampError, match="niet ondertekend"):
        check(answer, ROOT, _trusted(stranger))


def test_a_refusal_is_told(authority: Authority) -> None:
    refused = authority.sign(b"\x30\x03\x02\x01\x01")
    with pytest.raises(TimestampError, match="weigert"):
        read(refused, ROOT)


@given(at=st.integers(0, 10**6), change=st.integers(1, 255), cut=st.booleans())
def test_no_byte_can_be_changed_unseen(authority: Authority, answer: bytes, at: int, change: int, cut: bool) -> None:
    place = at % len(answer)
    spoiled = answer[:place] if cut else answer[:place] + bytes([answer[place] ^ change]) + answer[place + 1 :]
    try:
        moment = check(spoiled, ROOT, _trusted(authority))
    except TimestampError:
        return
    assert moment == read(answer, ROOT)  # a byte that nothing depends on, as in a certificate that isn't needed


@given(st.binary(max_size=200))
def test_anything_else_is_no_answer(content: bytes) -> None:
    with pytest.raises(TimestampError):
        read(content, ROOT)
    with pytest.raises(TimestampError):
        read_authorities(content)
