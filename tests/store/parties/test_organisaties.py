"""An organisation is saved whole, keeps its kind, and stays frozen until it is released."""

from dataclasses import replace

import asyncpg
import pytest

from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import PARTIES, VENLO, ZORG


async def test_what_is_saved_is_found(tx: Connection) -> None:
    assert await organisaties.list_organisaties(tx) == sorted(PARTIES, key=lambda each: each.code)
    venlo = Organisatie(
        VENLO,
        "gemeente",
        "Gemeente Venlo",
        productverschil_is_signaal=True,
        beleid="noord-limburg",
        kanaal="map",
        aflevermap="/srv/venlo",
        gewerkte_feestdagen=frozenset(("goede vrijdag",)),
    )
    await organisaties.save(tx, venlo)
    assert await organisaties.find(tx, VENLO) == venlo
    assert await organisaties.find(tx, "9999") is None


async def test_an_organisation_keeps_its_kind(tx: Connection) -> None:
    with pytest.raises(ValueError, match="andere soort"):
        await organisaties.save(tx, Organisatie(ZORG, "gemeente", "Zorg"))


async def test_only_a_municipality_can_have_a_policy(tx: Connection) -> None:
    zorg = await organisaties.find(tx, ZORG)
    assert zorg is not None
    with pytest.raises(asyncpg.CheckViolationError):
        await organisaties.save(tx, replace(zorg, beleid="noord-limburg"))


async def test_a_frozen_organisation_keeps_its_time_and_stays_frozen_when_saved(tx: Connection) -> None:
    await organisaties.freeze(tx, ZORG, "verhuizing")
    first = await organisaties.find(tx, ZORG)
    assert first is not None
    assert (first.bevroren_op is not None, first.bevroren_reden) == (True, "verhuizing")
    await organisaties.freeze(tx, ZORG, "storing")
    await organisaties.save(tx, Organisatie(ZORG, "aanbieder", "Zorg"))
    again = await organisaties.find(tx, ZORG)
    assert again is not None
    assert (again.bevroren_op, again.bevroren_reden) == (first.bevroren_op, "storing")
    await organisaties.release(tx, ZORG)
    released = await organisaties.find(tx, ZORG)
    assert released is not None
    assert (released.bevroren_op, released.bevroren_reden) == (None, None)


def test_an_intermediary_may_handle_what_its_mandate_names() -> None:
    itself = Organisatie(ZORG, "aanbieder", "Zorg")
    assert itself.may_handle("WMO305")
    by_other = replace(itself, via="sis", berichtsoorten=frozenset(("WMO305",)))
    assert by_other.may_handle("WMO305")
    assert not by_other.may_handle("WMO307")
