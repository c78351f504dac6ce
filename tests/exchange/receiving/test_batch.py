"""Messages handed in together: each as if it came alone, and a zip that is a trick is refused whole."""

import struct
import zipfile
from collections.abc import Callable

import pytest

from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.batches import packed, received, send
from tests.support.api.parties import Caller, problem, start, stop


async def test_each_message_of_a_batch_gets_what_it_would_have_got_alone(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    data = packed(
        ("start.xml", serialise(start(nummer, "S1"))),
        ("kapot.xml", b"<Bericht"),
        ("stop.xml", serialise(stop(nummer, "T1"))),
        ("nogmaals.xml", serialise(start(nummer, "S2"))),
    )
    first = await received(zorg, data)
    assert [(each["bestand"], each["status"]) for each in first] == [
        ("start.xml", 202),
        ("kapot.xml", 400),
        ("stop.xml", 202),
        ("nogmaals.xml", 202),
    ]
    assert first[1]["probleem"]["type"].endswith("xml-niet-welgevormd")
    verdicts = [each["ontvangstbewijs"]["oordeel"] for each in first if each["status"] == 202]
    assert verdicts == ["goedgekeurd", "goedgekeurd", "afgekeurd"]
    alone = await zorg.submit(start(nummer, "S1"))
    assert alone == first[0]["ontvangstbewijs"]
    assert await received(zorg, data) == first


async def test_a_message_of_another_sender_is_refused_and_the_rest_goes_on(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    vreemd = serialise(start(nummer, "S1", afzender="99990002"))
    found = await received(zorg, packed(("a.xml", vreemd), ("b.xml", serialise(start(nummer, "S2")))))
    assert [each["status"] for each in found] == [403, 202]


def lying(member: bytes) -> bytes:
    """Return a zip whose directory says that its message is smaller than it is."""
    data = bytearray(packed(("a.xml", member)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def spoilt(data: bytes, signature: bytes, offset: int, mask: int) -> bytes:
    """Return a zip in which a byte is another one, so far after the first header of this kind."""
    changed = bytearray(data)
    changed[changed.index(signature) + offset] ^= mask
    return bytes(changed)


def cut_off(data: bytes) -> bytes:
    """Return a zip that says of its member that it is packed in ten bytes."""
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02") + 20
    changed[at : at + 4] = struct.pack("<I", 10)
    return bytes(changed)


def crowded(members: int) -> bytes:
    """Return a zip of nothing but a directory, so long that reading it takes more than all it could ever hold."""
    entry = struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entry) * members, 0, 0)
    return entry * members + end


TRICKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"<Bericht/>", "is geen zip"),
    "cut off": (lambda: packed(("a.xml", b"<a/>" * 1000))[:-30], "is geen zip"),
    "damaged directory": (
        lambda: spoilt(packed(("a.xml", b"<a/>")), b"PK\x01\x02", 0, 1),
        "de inhoudsopgave van de zip is beschadigd",
    ),
    "empty": (packed, "er zitten 0 bestanden in"),
    "many": (lambda: packed(*((f"{each}.xml", b"") for each in range(1001))), "er zitten 1001 bestanden in"),
    "very many": (lambda: crowded(500_000), "er zitten veel meer bestanden in dan 1000"),
    "folder": (lambda: packed(("map/a.xml", b"<a/>")), "'map/a.xml' ligt in een map"),
    "up": (lambda: packed(("..\\a.xml", b"<a/>")), "ligt in een map"),
    "absolute": (lambda: packed(("/etc/passwd", b"<a/>")), "ligt in een map"),
    "control": (lambda: packed(("a\n.xml", b"<a/>")), "vreemde tekens"),
    "bomb": (lambda: packed(*((f"{each}.xml", b" " * (25 * 1024 * 1024)) for each in range(11))), "dan 250 MB"),
}


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_a_zip_that_is_a_trick_is_refused_before_anything_is_received(api: Api, zorg: Caller, trick: str) -> None:
    make, text = TRICKS[trick]
    said = problem(await send(zorg, make()), 400, "zip-ongeldig")
    assert text in said["detail"]
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten") == 0
        assert await tx.fetchval("select count(*) from weigeringen") == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_the_same_name_twice_is_refused(zorg: Caller) -> None:
    said = problem(await send(zorg, packed(("a.xml", b"<a/>"), ("a.xml", b"<b/>"))), 400, "zip-ongeldig")
    assert "'a.xml' komt er twee keer in voor" in said["detail"]


async def test_a_member_that_lies_about_its_size_or_is_damaged_is_refused_alone(venlo: Caller, zorg: Caller) -> None:
    (lied,) = await received(zorg, lying(serialise(start(1, "S1"))))
    assert lied["status"] == 400
    assert lied["probleem"]["type"].endswith("zip-ongeldig")
    data = bytearray(packed(("a.xml", serialise(start(1, "S1"))), how=zipfile.ZIP_STORED))
    data[data.index(b"<?xml") + 100] ^= 1
    (damaged,) = await received(zorg, bytes(data))
    assert "'a.xml' is beschadigd: het controlegetal (CRC) klopt niet" in damaged["probleem"]["detail"]


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
LARGE = b" " * (26 * 1024 * 1024)
DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "crc": (lambda xml: spoilt(packed(("stuk.xml", xml)), CENTRAL, 16, 1), "het controlegetal (CRC) klopt niet"),
    "deflate": (lambda xml: spoilt(packed(("stuk.xml", xml)), LOCAL, 38, 255), "het is niet uit te pakken"),
    "cut off": (lambda xml: cut_off(packed(("stuk.xml", xml))), "is beschadigd"),
    "header": (lambda xml: spoilt(packed(("stuk.xml", xml)), LOCAL, 0, 1), "de kop ervan in de zip klopt niet"),
    "name": (lambda xml: spoilt(packed(("stuk.xml", xml)), LOCAL, 30, 1), "de kop ervan in de zip klopt niet"),
    "password": (lambda xml: spoilt(packed(("stuk.xml", xml)), CENTRAL, 8, 1), "met een wachtwoord versleuteld"),
    "method": (lambda xml: packed(("stuk.xml", xml), how=zipfile.ZIP_LZMA), "gebruik deflate"),
    "unheard of": (lambda xml: spoilt(packed(("stuk.xml", xml)), CENTRAL, 10, 97), "gebruik deflate"),
    "bomb": (lambda _: packed(("stuk.xml", LARGE)), "is groter dan 25 MB"),
    "lying bomb": (lambda _: lying(LARGE), "is beschadigd"),
}


@pytest.mark.parametrize("damage", DAMAGED)
async def test_b20_a_damaged_member_is_told_beside_the_outcomes_of_the_others(
    venlo: Caller, zorg: Caller, damage: str
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    make, text = DAMAGED[damage]
    data = together(make(serialise(start(nummer, "S1"))), packed(("goed.xml", serialise(start(nummer, "S2")))))
    damaged, other = await received(zorg, data)
    assert (damaged["status"], other["bestand"], other["status"]) == (400, "goed.xml", 202)
    assert damaged["probleem"]["type"].endswith("zip-ongeldig")
    assert text in damaged["probleem"]["detail"]
    assert damaged["bestand"] in damaged["probleem"]["detail"]
    assert other["ontvangstbewijs"]["oordeel"] == "goedgekeurd"


async def test_b20_a_member_that_claims_to_be_enormous_keeps_no_other_out(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    bomb = bytearray(packed(("stuk.xml", b" " * 100)))
    at = bomb.index(CENTRAL) + 24
    bomb[at : at + 4] = struct.pack("<I", 2**31)
    data = together(bytes(bomb), packed(("goed.xml", serialise(start(nummer, "S2")))))
    damaged, other = await received(zorg, data)
    assert (damaged["status"], other["status"]) == (400, 202)
    assert "'stuk.xml' is groter dan 25 MB" in damaged["probleem"]["detail"]


def together(*archives: bytes) -> bytes:
    """Return the members of these zips as they are, damage and all, in one zip."""
    bodies = b""
    directory = b""
    for archive in archives:
        size, begin = struct.unpack("<2L", archive[-10:-2])
        entry = bytearray(archive[begin : begin + size])
        entry[42:46] = struct.pack("<L", len(bodies))
        bodies += archive[:begin]
        directory += entry
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(archives), len(archives), len(directory), len(bodies), 0)
    return bodies + directory + end


async def test_a_batch_has_no_more_rights_than_its_sender(api: Api, venlo: Caller) -> None:
    (refused,) = await received(venlo, packed(("a.xml", serialise(start(1, "S1")))))
    assert refused["status"] == 403
    async with api.http() as nobody:
        response = await nobody.post("/v1/berichten", content=b"", headers={"content-type": "application/zip"})
    problem(response, 401)
