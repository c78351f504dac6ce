"""What the HTTP parser refuses is answered in Dutch, as a problem document, like any other refusal."""

import json

import pytest

from gateway.api.http.description import VERSION
from gateway.api.http.safe_headers import SAFE_HEADERS
from tests.cli.server.test_http_connection import calling, port

__all__ = ["port"]

BODY = b"<a/>"


def request(
    method: bytes = b"POST", path: bytes = b"/early", version: bytes = b"HTTP/1.1", *lines: bytes, body: bytes = b""
) -> bytes:
    """Return a request as it goes over the wire, with these header lines besides Host."""
    return b"\r\n".join((method + b" " + path + b" " + version, b"Host: x", *lines, b"", body))


def post(*lines: bytes, body: bytes = BODY) -> bytes:
    return request(b"POST", b"/slow", b"HTTP/1.1", *lines, body=body)


CHUNKED = b"Transfer-Encoding: chunked"
LENGTH = b"Content-Length: 4"
REFUSED = {
    "an unknown method": (request(b"FOO"), 400, "methode"),
    "a method in lower case": (request(b"post"), 400, "hoofdletters"),
    "a bad chunk": (post(CHUNKED, body=b"zz\r\n"), 400, "chunked"),
    "a chunk that goes on": (post(CHUNKED, body=b"4\r\n<a/>XX\r\n"), 400, "chunked"),
    "a chunk that is too large": (post(CHUNKED, body=b"f" * 20 + b"\r\n"), 400, "chunked"),
    "a length beside chunks": (post(CHUNKED, LENGTH), 400, "allebei"),
    "chunks beside a length": (post(LENGTH, CHUNKED), 400, "allebei"),
    "a length twice": (post(LENGTH, LENGTH), 400, "meer dan één keer"),
    "two lengths": (post(LENGTH, b"Content-Length: 3"), 400, "meer dan één keer"),
    "a negative length": (post(b"Content-Length: -1"), 400, "geen aantal bytes"),
    "a length with a sign": (post(b"Content-Length: +4"), 400, "geen aantal bytes"),
    "no length": (post(b"Content-Length:"), 400, "geen aantal bytes"),
    "a huge length": (post(b"Content-Length: " + b"9" * 30), 400, "groter getal"),
    "another encoding": (post(b"Transfer-Encoding: gzip"), 501, "Transfer-Encoding"),
    "another encoding in chunks": (post(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), 501, "chunked"),
    "chunks in another encoding": (post(b"Transfer-Encoding: chunked, gzip"), 501, "chunked"),
    "LF alone": (post(LENGTH).replace(b"\r\n", b"\n"), 400, "CR LF"),
    "a CR in a header": (post(b"X-A: a\rb", LENGTH), 400, "CR LF"),
    "a folded header": (post(b"X-A: b", b"  c", LENGTH), 400, "volgende regel"),
    "a NUL in a header": (post(b"X-A: b\0c", LENGTH), 400, "NUL"),
    "a space before a colon": (post(b"X-A : b", LENGTH), 400, "spatie"),
    "a line that is no header": (post(b"garbage", LENGTH), 400, "naam van een header"),
    "TLS": (bytes.fromhex("1603010200010001fc0303") + b"a" * 200, 400, "TLS op een poort zonder TLS"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/1.1"),
    "HTTP/2 in the first line": (request(version=b"HTTP/2.0"), 505, "HTTP/1.1"),
    "HTTP/3": (request(version=b"HTTP/3.0"), 505, "HTTP/1.1"),
    "HTTP/0.9": (b"GET /early\r\n\r\n", 505, "HTTP/1.1"),
    "another protocol": (request(version=b"FTP/1.1"), 400, "eerste regel"),
    "a space in an address": (request(path=b"/a b"), 400, "eerste regel"),
    "a letter that is no ASCII in an address": (request(path=b"/\xe9"), 400, "%XX"),
    "an address without a slash": (request(path=b"early"), 400, "adres"),
    "a way through": (request(b"CONNECT", b"x:1"), 400, "adres"),
    "a long address": (b"GET /" + b"a" * 70_000, 414, "adres"),
    "a large head": (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000, 431, "64 kB"),
}


async def answered(port: int, *pieces: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the last thing the server says before it hangs up."""
    async with calling(port) as caller:
        for piece in pieces:
            await caller.say(piece)
        said = await caller.hears_all()
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    assert len(body) == int(headers["content-length"]), said
    return int(first.split()[1]), headers, body


@pytest.mark.parametrize("name", REFUSED)
async def test_b10_what_the_parser_refuses_is_a_problem_in_dutch(port: int, name: str) -> None:
    data, status, word = REFUSED[name]
    found, headers, body = await answered(port, data)
    problem = json.loads(body)
    assert (found, problem["status"], headers["content-type"]) == (status, status, "application/problem+json")
    assert word in problem["detail"]
    assert problem["type"].startswith("urn:iwmo-gateway:probleem:")
    assert headers["connection"] == "close"
    assert headers["api-version"] == VERSION
    assert headers.items() >= SAFE_HEADERS.items()


async def test_b10_a_refusal_waits_for_the_answer_to_what_came_before(port: int) -> None:
    """It would be taken for that answer."""
    found, _, body = await answered(port, post(LENGTH) + b"GARBAGE\r\n\r\n")
    assert (found, body) == (200, b"4")


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket"])
async def test_b10_an_offer_to_speak_another_protocol_is_passed_over(port: int, protocol: bytes) -> None:
    offer = (b"Connection: Upgrade", b"Upgrade: " + protocol)
    found, headers, body = await answered(port, post(*offer, b"Content-Length: 0", body=b""))
    assert (found, body, headers["connection"]) == (200, b"0", "close")
    for told, rest in ((LENGTH, BODY), (CHUNKED, b"4\r\n<a/>\r\n0\r\n\r\n")):
        found, _, body = await answered(port, post(*offer, told, body=rest))
        assert (found, json.loads(body)["type"].rpartition(":")[2]) == (400, "upgrade"), "its body can't be read"


async def test_b10_the_log_says_what_was_refused_in_one_line(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    await answered(port, REFUSED["TLS"][0])
    said = capfd.readouterr()
    lines = (said.out + said.err).strip().splitlines()
    assert len(lines) == 1, lines
    assert "tls-op-http" in lines[0]
    assert "info" in lines[0]
