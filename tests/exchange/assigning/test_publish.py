"""What a WMO301 holds (OP087), what may change about an assignment (OP033x1) and how the message words it (IV099)."""

from datetime import date
from typing import Any

from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.return_message import compose
from tests.support.api.application import Clock
from tests.support.api.parties import THUIS, Caller, problem, refusal_of, start
from tests.support.messages.messages import BSN_2

EXTENDED, VERKORT, REMOVED = "04", "05", "13"
OTHER: Any = {"categorie": "02", "code": "02A03"}
"""Another product: two assignments of one product may not overlap (TR302)."""
DERDE: Any = {"categorie": "02", "code": "02A04"}


async def last(aanbieder: Caller) -> Wmo301:
    """Collect what waits, and return the newest 301."""
    *_, message = await aanbieder.collect()
    assert isinstance(message, Wmo301)
    return message


async def products(aanbieder: Caller) -> dict[int, ToegewezenProduct]:
    """Collect what waits, and return what the newest 301 holds, by number."""
    message = await last(aanbieder)
    found = {int(each.toewijzing_nummer): each for each in message.client.toegewezen_producten}
    assert len(found) == len(message.client.toegewezen_producten)
    return found


async def test_the_301_holds_every_current_assignment_of_this_client_with_this_provider(
    venlo: Caller, zorg: Caller, clock: Clock
) -> None:
    jo, an = await venlo.register(), await venlo.register(BSN_2)
    a = (await venlo.assign(jo))["toewijzingNummer"]
    clock.advance(seconds=1)
    b = (await venlo.assign(jo, product=OTHER, einddatum=None))["toewijzingNummer"]
    await venlo.assign(an)
    await venlo.assign(jo, aanbieder=THUIS)
    of_jo = [each for each in await zorg.collect() if each.client.bsn != BSN_2]
    held = [[int(p.toewijzing_nummer) for p in each.client.toegewezen_producten] for each in of_jo]
    assert held == [[a], [a, b]]
    assert of_jo[1].client.toegewezen_producten[1].einddatum is None


async def test_an_assignment_that_ended_stays_out_unless_it_changed(venlo: Caller, zorg: Caller, clock: Clock) -> None:
    jo = await venlo.register()
    short = (await venlo.assign(jo, einddatum="2024-03-01"))["toewijzingNummer"]
    lang = (await venlo.assign(jo, product=OTHER))["toewijzingNummer"]
    assert set(await products(zorg)) == {short, lang}, "the last day counts"

    clock.advance(days=1)
    third = (await venlo.assign(jo, product=DERDE))["toewijzingNummer"]
    assert set(await products(zorg)) == {lang, third}

    await venlo.change(short, einddatum="2024-02-20")
    assert set(await products(zorg)) == {short, lang, third}, "changed since the last 301"
    await venlo.assign(jo, product={"categorie": "02", "code": "02A05"})
    assert short not in await products(zorg)


async def test_shortening_and_lengthening_get_a_new_moment_and_a_reason_once(
    venlo: Caller, zorg: Caller, clock: Clock
) -> None:
    jo = await venlo.register()
    nummer = (await venlo.assign(jo))["toewijzingNummer"]
    first = (await products(zorg))[nummer]
    assert (first.reden_wijziging, first.toewijzingsdatum) == (None, "2024-03-01")
    assert first.toewijzingstijd == "10:30:00"

    clock.advance(days=3, hours=1)
    after = await venlo.change(nummer, einddatum="2024-06-30")
    assert [each["versie"] for each in after["versies"]] == [1, 2]
    assert after["versies"][0]["einddatum"] == "2024-12-31"
    shorter = (await products(zorg))[nummer]
    assert (shorter.einddatum, shorter.reden_wijziging) == ("2024-06-30", VERKORT)
    assert (shorter.toewijzingsdatum, shorter.toewijzingstijd) == ("2024-03-04", "11:30:00")

    clock.advance(days=1)
    await venlo.change(nummer, einddatum=None)
    longer = (await products(zorg))[nummer]
    assert (longer.einddatum, longer.reden_wijziging) == (None, EXTENDED)
    assert longer.toewijzingsdatum == "2024-03-05"

    clock.advance(days=1)
    other = (await venlo.assign(jo, product=OTHER))["toewijzingNummer"]
    found = await products(zorg)
    assert found[nummer].reden_wijziging is None, "IV099: an unchanged resend"
    assert (found[nummer].toewijzingsdatum, found[nummer].toewijzingstijd) == (
        longer.toewijzingsdatum,
        longer.toewijzingstijd,
    ), "IV013: a resend keeps the moment of the decision"
    assert found[other].reden_wijziging is None


async def test_changes_within_one_second_still_come_one_after_the_other(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    for end in ("2024-06-30", "2024-05-31", "2024-07-31"):
        await venlo.change(nummer, einddatum=end)
    versions = (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json()["versies"]
    momenten = [(each["toewijzingsdatum"], each["toewijzingstijd"]) for each in versions]
    assert momenten == sorted(set(momenten))
    assert len(momenten) == 4
    assert (await products(zorg))[nummer].einddatum == "2024-07-31"


async def test_removal_sets_the_end_to_the_beginning_and_is_told_once(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    nummer = (await venlo.assign(jo, referentieAanbieder="VOT-1"))["toewijzingNummer"]
    assert (await products(zorg))[nummer].referentie_aanbieder == "VOT-1"
    after = await venlo.change(nummer, verwijderd=True)
    assert after["actueel"]["verwijderd"] is True
    gone = (await products(zorg))[nummer]
    assert (gone.ingangsdatum, gone.einddatum, gone.reden_wijziging) == ("2024-01-01", "2024-01-01", REMOVED)
    assert gone.referentie_aanbieder is None, "IV097"

    other = (await venlo.assign(jo, product=OTHER))["toewijzingNummer"]
    assert set(await products(zorg)) == {other}

    response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json={"einddatum": "2024-05-01"})
    assert str(nummer) in problem(response, 409, "toewijzing-verwijderd")["detail"]
    receipt = await zorg.submit(start(nummer, "S1"))
    assert "TR019" in await zorg.codes(receipt["berichtId"])


async def test_an_assignment_on_which_care_was_reported_is_not_removed_or_cut_before_it(
    venlo: Caller, zorg: Caller
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    assert (await zorg.submit(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    for asked in ({"verwijderd": True}, {"einddatum": "2024-01-31"}):
        response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json=asked)
        assert "2024-02-01" in problem(response, 409, "zorg-geleverd")["detail"]
    assert (await venlo.change(nummer, einddatum="2024-02-01"))["actueel"]["redenWijziging"] == VERKORT

    assert (await zorg.submit(start(nummer, "S2", status_aanlevering="3")))["oordeel"] == "goedgekeurd"
    assert (await venlo.change(nummer, verwijderd=True))["actueel"]["verwijderd"]


async def test_a_start_is_judged_by_the_version_that_holds_now(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await venlo.change(nummer, verwijderd=True)
    assert "TR019" in await zorg.codes((await zorg.submit(start(nummer, "S1")))["berichtId"])


async def test_a_refused_301_counts_as_never_sent(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    issued = await venlo.assign(jo, einddatum="2024-02-15")
    nummer = issued["toewijzingNummer"]
    assert await sent(venlo, nummer)
    forward = await last(zorg)
    refused = await zorg.submit(refusal_of(forward, "R1"))
    assert refused["oordeel"] == "goedgekeurd", "the answer itself is fine"
    shown = await venlo.show(refused["berichtId"])
    assert (shown["uitkomst"], shown["heenberichtId"]) == ("afgekeurd", issued["berichtId"])
    assert not await sent(venlo, nummer), "niet verzonden"
    [code] = (await venlo.report(refused["berichtId"]))["bevindingen"]
    assert code["code"] == "9385"
    assert code["path"] == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"

    receipt = await zorg.submit(start(nummer, "S1"))
    assert await zorg.codes(receipt["berichtId"]) == ["TR019"], "the provider can't start what was never sent"

    other = (await venlo.assign(jo, product=OTHER))["toewijzingNummer"]
    found = await products(zorg)
    assert set(found) == {nummer, other}, "though it ended, it goes along again"
    assert found[nummer].reden_wijziging is None
    assert await sent(venlo, nummer)
    assert (await zorg.submit(start(nummer, "S2")))["oordeel"] == "goedgekeurd"


async def sent(venlo: Caller, nummer: int) -> bool:
    """Return what the municipality sees: True when the present version went out in a 301 that was not refused."""
    shown = (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json()
    return bool(shown["verzonden"])


async def test_a_refused_change_is_sent_again_with_its_reason_and_the_version_before_it_holds(
    venlo: Caller, zorg: Caller
) -> None:
    jo = await venlo.register()
    nummer = (await venlo.assign(jo))["toewijzingNummer"]
    await zorg.submit(compose(await last(zorg), [], "R1", date(2024, 3, 1), None))
    await venlo.change(nummer, verwijderd=True)
    await zorg.submit(refusal_of(await last(zorg), "R2"))
    assert (await zorg.submit(start(nummer, "S1")))["oordeel"] == "goedgekeurd", "the removal never arrived"

    await venlo.assign(jo, product=OTHER)
    assert (await products(zorg))[nummer].reden_wijziging == REMOVED


async def test_a_change_of_what_was_refused_from_the_first_is_worded_as_new(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.submit(refusal_of(await last(zorg), "R1"))
    await venlo.change(nummer, einddatum="2024-06-30")
    product = (await products(zorg))[nummer]
    assert (product.einddatum, product.reden_wijziging) == ("2024-06-30", None)
