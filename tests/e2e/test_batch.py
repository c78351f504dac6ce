"""Messages handed in together: each as if it came alone, and a zip that is a trick is refused whole."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.messages.schrijven import serialise
from tests.support.api import Api
from tests.support.partijen import Partij, problem, start, stop


def packed(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


async def send(partij: Partij, data: bytes) -> httpx.Response:
    return await partij.http.post("/v1/berichten", content=data, headers={"content-type": "application/zip"})


async def received(partij: Partij, data: bytes) -> list[dict[str, Any]]:
    response = await send(partij, data)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["berichten"]
    return found


async def test_each_message_of_a_batch_gets_what_it_would_have_got_alone(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    data = packed(
        ("start.xml", serialise(start(nummer, "S1"))),
        ("kapot.xml", b"<Bericht"),
        ("stop.xml", serialise(stop(nummer, "T1"))),
        ("nogmaals.xml", serialise(start(nummer, "S2"))),
    )
    first = await received(zorg, data)
    assert [(each["bestand"], each["status"]) for each in first] == [
        ("start.xml", 202),
        ("kapot.xml", 422),
        ("stop.xml", 202),
        ("nogmaals.xml", 202),
    ]
    assert first[1]["probleem"]["type"].endswith("xml-niet-welgevormd")
    oordelen = [each["ontvangstbewijs"]["oordeel"] for each in first if each["status"] == 202]
    assert oordelen == ["goedgekeurd", "goedgekeurd", "afgekeurd"]
    alone = await zorg.bied_aan(start(nummer, "S1"))
    assert alone == first[0]["ontvangstbewijs"]
    assert await received(zorg, data) == first


async def test_a_message_of_another_sender_is_refused_and_the_rest_goes_on(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    vreemd = serialise(start(nummer, "S1", afzender="99990002"))
    found = await received(zorg, packed(("a.xml", vreemd), ("b.xml", serialise(start(nummer, "S2")))))
    assert [each["status"] for each in found] == [403, 202]


def lying(member: bytes) -> bytes:
    """A zip whose directory says that its message is smaller than it is."""
    data = bytearray(packed(("a.xml", member)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(packed(("a.xml", b"<a/>")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def crowded(members: int) -> bytes:
    """A zip of nothing but a directory, so long that reading it takes more than all it could ever hold."""
    entry = struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entry) * members, 0, 0)
    return entry * members + end


TRICKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"<Bericht/>", "is geen zip"),
    "cut off": (lambda: packed(("a.xml", b"<a/>" * 1000))[:-30], "is geen zip"),
    "empty": (packed, "er zitten 0 bestanden in"),
    "many": (lambda: packed(*((f"{each}.xml", b"") for each in range(1001))), "er zitten 1001 bestanden in"),
    "very many": (lambda: crowded(500_000), "er zitten veel meer bestanden in dan 1000"),
    "folder": (lambda: packed(("map/a.xml", b"<a/>")), "'map/a.xml' ligt in een map"),
    "up": (lambda: packed(("..\\a.xml", b"<a/>")), "ligt in een map"),
    "absolute": (lambda: packed(("/etc/passwd", b"<a/>")), "ligt in een map"),
    "control": (lambda: packed(("a\n.xml", b"<a/>")), "vreemde tekens"),
    "password": (encrypted, "met een wachtwoord"),
    "method": (lambda: packed(("a.xml", b"<a/>"), how=zipfile.ZIP_LZMA), "gebruik deflate"),
    "large": (lambda: packed(("a.xml", b" " * (26 * 1024 * 1024))), "'a.xml' is groter dan 25 MB"),
    "bomb": (lambda: packed(*((f"{each}.xml", b" " * (25 * 1024 * 1024)) for each in range(11))), "dan 250 MB"),
}


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_a_zip_that_is_a_trick_is_refused_before_anything_is_received(api: Api, zorg: Partij, trick: str) -> None:
    make, melding = TRICKS[trick]
    said = problem(await send(zorg, make()), 422, "zip-ongeldig")
    assert melding in said["detail"]
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten") == 0
        assert await tx.fetchval("select count(*) from weigeringen") == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_the_same_name_twice_is_refused(zorg: Partij) -> None:
    said = problem(await send(zorg, packed(("a.xml", b"<a/>"), ("a.xml", b"<b/>"))), 422, "zip-ongeldig")
    assert "'a.xml' komt er twee keer in voor" in said["detail"]


async def test_a_member_that_lies_about_its_size_or_is_damaged_is_refused_alone(venlo: Partij, zorg: Partij) -> None:
    (lied,) = await received(zorg, lying(serialise(start(1, "S1"))))
    assert lied["status"] == 422
    assert lied["probleem"]["type"].endswith("zip-ongeldig")
    data = bytearray(packed(("a.xml", serialise(start(1, "S1"))), how=zipfile.ZIP_STORED))
    data[data.index(b"<?xml") + 100] ^= 1
    (damaged,) = await received(zorg, bytes(data))
    assert "'a.xml' is beschadigd" in damaged["probleem"]["detail"]


async def test_a_batch_has_no_more_rights_than_its_sender(api: Api, venlo: Partij) -> None:
    (refused,) = await received(venlo, packed(("a.xml", serialise(start(1, "S1")))))
    assert refused["status"] == 403
    async with api.http() as nobody:
        response = await nobody.post("/v1/berichten", content=b"", headers={"content-type": "application/zip"})
    problem(response, 401)
