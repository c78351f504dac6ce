"""An authority is asked over HTTP; what is no answer, or too much of one, is told as that."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gateway.standard.timestamp import MAX_ANSWER_BYTES, TimestampError, check, read_authorities, request
from gateway.transport.timestamps import ask
from tests.support.api.server import free_port
from tests.support.custody.authority import OPENSSL, Authority, make_authority, serving

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with serving(make_authority(tmp_path)) as authority:
        yield authority


async def test_the_answer_holds(authority: Authority) -> None:
    answer = await ask(authority.url, request(b"wortel").content)
    check(answer, b"wortel", read_authorities(authority.ca_file.read_bytes()))


async def test_what_is_no_answer_is_told(authority: Authority) -> None:
    authority.answers = [b"x" * (MAX_ANSWER_BYTES + 1), b"x"]
    with pytest.raises(TimestampError, match="groter dan"):
        await ask(authority.url, b"vraag")
    authority.status = 302
    with pytest.raises(TimestampError, match="status 302"):
        await ask(authority.url, b"vraag")
    with pytest.raises(httpx.ConnectError):
        await ask(f"http://127.0.0.1:{free_port()}/", b"vraag")
