"""What a WMO301 holds (OP087), what may change about an assignment (OP033x1) and how the message words it (IV099)."""

from datetime import date
from typing import Any

from gateway.messages.retour import compose
from gateway.messages.toewijzing import ToegewezenProduct, Wmo301
from tests.support.api.application import Klok
from tests.support.api.parties import THUIS, Partij, problem, start, weigering
from tests.support.messages.messages import BSN_2

VERLENGD, VERKORT, VERWIJDERD = "04", "05", "13"
ANDER: Any = {"categorie": "02", "code": "02A03"}
"""Another product: two assignments of one product may not overlap (TR302)."""
DERDE: Any = {"categorie": "02", "code": "02A04"}


async def last(aanbieder: Partij) -> Wmo301:
    """The newest 301 that waits; all are collected."""
    *_, message = await aanbieder.haal_op()
    assert isinstance(message, Wmo301)
    return message


async def products(aanbieder: Partij) -> dict[int, ToegewezenProduct]:
    """What the newest 301 holds, by number."""
    message = await last(aanbieder)
    found = {int(each.toewijzing_nummer): each for each in message.client.toegewezen_producten}
    assert len(found) == len(message.client.toegewezen_producten)
    return found


async def test_the_301_holds_every_current_assignment_of_this_client_with_this_provider(
    venlo: Partij, zorg: Partij, klok: Klok
) -> None:
    jo, an = await venlo.schrijf_in(), await venlo.schrijf_in(BSN_2)
    a = (await venlo.ken_toe(jo))["toewijzingNummer"]
    klok.verder(seconds=1)
    b = (await venlo.ken_toe(jo, product=ANDER, einddatum=None))["toewijzingNummer"]
    await venlo.ken_toe(an)
    await venlo.ken_toe(jo, aanbieder=THUIS)
    van_jo = [each for each in await zorg.haal_op() if each.client.bsn != BSN_2]
    held = [[int(p.toewijzing_nummer) for p in each.client.toegewezen_producten] for each in van_jo]
    assert held == [[a], [a, b]]
    assert van_jo[1].client.toegewezen_producten[1].einddatum is None


async def test_an_assignment_that_ended_stays_out_unless_it_changed(venlo: Partij, zorg: Partij, klok: Klok) -> None:
    jo = await venlo.schrijf_in()
    kort = (await venlo.ken_toe(jo, einddatum="2024-03-01"))["toewijzingNummer"]
    lang = (await venlo.ken_toe(jo, product=ANDER))["toewijzingNummer"]
    assert set(await products(zorg)) == {kort, lang}, "the last day counts"

    klok.verder(days=1)
    derde = (await venlo.ken_toe(jo, product=DERDE))["toewijzingNummer"]
    assert set(await products(zorg)) == {lang, derde}

    await venlo.wijzig(kort, einddatum="2024-02-20")
    assert set(await products(zorg)) == {kort, lang, derde}, "changed since the last 301"
    await venlo.ken_toe(jo, product={"categorie": "02", "code": "02A05"})
    assert kort not in await products(zorg)


async def test_shortening_and_lengthening_get_a_new_moment_and_a_reason_once(
    venlo: Partij, zorg: Partij, klok: Klok
) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await venlo.ken_toe(jo))["toewijzingNummer"]
    eerste = (await products(zorg))[nummer]
    assert (eerste.reden_wijziging, eerste.toewijzingsdatum) == (None, "2024-03-01")
    assert eerste.toewijzingstijd == "10:30:00"

    klok.verder(days=3, hours=1)
    na = await venlo.wijzig(nummer, einddatum="2024-06-30")
    assert [each["versie"] for each in na["versies"]] == [1, 2]
    assert na["versies"][0]["einddatum"] == "2024-12-31"
    korter = (await products(zorg))[nummer]
    assert (korter.einddatum, korter.reden_wijziging) == ("2024-06-30", VERKORT)
    assert (korter.toewijzingsdatum, korter.toewijzingstijd) == ("2024-03-04", "11:30:00")

    klok.verder(days=1)
    await venlo.wijzig(nummer, einddatum=None)
    langer = (await products(zorg))[nummer]
    assert (langer.einddatum, langer.reden_wijziging) == (None, VERLENGD)
    assert langer.toewijzingsdatum == "2024-03-05"

    klok.verder(days=1)
    ander = (await venlo.ken_toe(jo, product=ANDER))["toewijzingNummer"]
    found = await products(zorg)
    assert found[nummer].reden_wijziging is None, "IV099: an unchanged resend"
    assert (found[nummer].toewijzingsdatum, found[nummer].toewijzingstijd) == (
        langer.toewijzingsdatum,
        langer.toewijzingstijd,
    ), "IV013: a resend keeps the moment of the decision"
    assert found[ander].reden_wijziging is None


async def test_changes_within_one_second_still_come_one_after_the_other(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    for einde in ("2024-06-30", "2024-05-31", "2024-07-31"):
        await venlo.wijzig(nummer, einddatum=einde)
    versies = (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json()["versies"]
    momenten = [(each["toewijzingsdatum"], each["toewijzingstijd"]) for each in versies]
    assert momenten == sorted(set(momenten))
    assert len(momenten) == 4
    assert (await products(zorg))[nummer].einddatum == "2024-07-31"


async def test_removal_sets_the_end_to_the_beginning_and_is_told_once(venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await venlo.ken_toe(jo, referentieAanbieder="VOT-1"))["toewijzingNummer"]
    assert (await products(zorg))[nummer].referentie_aanbieder == "VOT-1"
    na = await venlo.wijzig(nummer, verwijderd=True)
    assert na["actueel"]["verwijderd"] is True
    weg = (await products(zorg))[nummer]
    assert (weg.ingangsdatum, weg.einddatum, weg.reden_wijziging) == ("2024-01-01", "2024-01-01", VERWIJDERD)
    assert weg.referentie_aanbieder is None, "IV097"

    ander = (await venlo.ken_toe(jo, product=ANDER))["toewijzingNummer"]
    assert set(await products(zorg)) == {ander}

    response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json={"einddatum": "2024-05-01"})
    assert str(nummer) in problem(response, 409, "toewijzing-verwijderd")["detail"]
    receipt = await zorg.bied_aan(start(nummer, "S1"))
    assert "TR019" in await zorg.codes(receipt["id"])


async def test_an_assignment_on_which_care_was_reported_is_not_removed_or_cut_before_it(
    venlo: Partij, zorg: Partij
) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    assert (await zorg.bied_aan(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    for vraag in ({"verwijderd": True}, {"einddatum": "2024-01-31"}):
        response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json=vraag)
        assert "2024-02-01" in problem(response, 409, "zorg-geleverd")["detail"]
    assert (await venlo.wijzig(nummer, einddatum="2024-02-01"))["actueel"]["redenWijziging"] == VERKORT

    assert (await zorg.bied_aan(start(nummer, "S2", status_aanlevering="3")))["oordeel"] == "goedgekeurd"
    assert (await venlo.wijzig(nummer, verwijderd=True))["actueel"]["verwijderd"]


async def test_a_start_is_judged_by_the_version_that_holds_now(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await venlo.wijzig(nummer, verwijderd=True)
    assert "TR019" in await zorg.codes((await zorg.bied_aan(start(nummer, "S1")))["id"])


async def test_a_refused_301_counts_as_never_sent(venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    uitgifte = await venlo.ken_toe(jo, einddatum="2024-02-15")
    nummer = uitgifte["toewijzingNummer"]
    assert await verzonden(venlo, nummer)
    heen = await last(zorg)
    nee = await zorg.bied_aan(weigering(heen, "R1"))
    assert nee["oordeel"] == "goedgekeurd", "the answer itself is fine"
    shown = await venlo.toon(nee["id"])
    assert (shown["uitkomst"], shown["heenbericht"]) == ("afgekeurd", uitgifte["bericht"])
    assert not await verzonden(venlo, nummer), "niet verzonden"
    [code] = (await venlo.rapport(nee["id"]))["bevindingen"]
    assert code["code"] == "9385"
    assert code["path"] == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"

    receipt = await zorg.bied_aan(start(nummer, "S1"))
    assert await zorg.codes(receipt["id"]) == ["TR019"], "the provider can't start what was never sent"

    ander = (await venlo.ken_toe(jo, product=ANDER))["toewijzingNummer"]
    found = await products(zorg)
    assert set(found) == {nummer, ander}, "though it ended, it goes along again"
    assert found[nummer].reden_wijziging is None
    assert await verzonden(venlo, nummer)
    assert (await zorg.bied_aan(start(nummer, "S2")))["oordeel"] == "goedgekeurd"


async def verzonden(venlo: Partij, nummer: int) -> bool:
    """What the municipality sees: whether the present version went out in a 301 that was not refused."""
    shown = (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json()
    return bool(shown["verzonden"])


async def test_a_refused_change_is_sent_again_with_its_reason_and_the_version_before_it_holds(
    venlo: Partij, zorg: Partij
) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await venlo.ken_toe(jo))["toewijzingNummer"]
    await zorg.bied_aan(compose(await last(zorg), [], "R1", date(2024, 3, 1), None))
    await venlo.wijzig(nummer, verwijderd=True)
    await zorg.bied_aan(weigering(await last(zorg), "R2"))
    assert (await zorg.bied_aan(start(nummer, "S1")))["oordeel"] == "goedgekeurd", "the removal never arrived"

    await venlo.ken_toe(jo, product=ANDER)
    assert (await products(zorg))[nummer].reden_wijziging == VERWIJDERD


async def test_a_change_of_what_was_refused_from_the_first_is_worded_as_new(venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.bied_aan(weigering(await last(zorg), "R1"))
    await venlo.wijzig(nummer, einddatum="2024-06-30")
    product = (await products(zorg))[nummer]
    assert (product.einddatum, product.reden_wijziging) == ("2024-06-30", None)
