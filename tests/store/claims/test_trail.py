"""The trail of an assignment holds what is its own, with the messages that brought it."""

from gateway.store.claims.trail import load_trail
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG, Caller, start


async def test_each_part_has_its_message_and_answer(api: Api, venlo: Caller, zorg: Caller) -> None:
    story = Story(api, venlo, zorg)
    nummer = await story.assign("2024-01-01..2024-12-31", "10x04/4", "02A02")
    other = await story.assign("2024-01-01..2024-12-31", "10x04/4", "02A03")
    report = await zorg.submit(start(nummer, "S1", begindatum="2024-01-08"))
    story.on("2024-06-05")
    claim = await story.claim(
        "2024-01",
        line("R1", nummer, "2024-01", "8x04", 5000, product="02A02"),
        line("R2", other, "2024-01", "8x04", 5000, product="02A03"),
    )
    async with api.gateway.db.reading() as tx:
        trail = await load_trail(tx, VENLO, nummer, ZORG)
        assert (await load_trail(tx, VENLO, other, "99990002")).lines == [], "of another provider"
    [version] = trail.versions
    assert (version.versie, version.code, version.bericht.soort, version.antwoord) == (1, "02A02", "WMO301", None)
    [begun] = trail.reports
    assert (begun.soort, str(begun.bericht.id), begun.ingetrokken_door) == ("start", report["berichtId"], None)
    [claimed] = trail.lines
    assert claimed.antwoord is not None
    assert (claimed.referentie, claimed.bedrag, claimed.retourcodes, claimed.antwoord.soort) == (
        "R1",
        40000,
        [],
        "WMO325",
    )
    assert (str(claimed.bericht.id), str(claimed.antwoord.id)) == (
        claim.receipt["berichtId"],
        claim.receipt["retourberichtId"],
    )
