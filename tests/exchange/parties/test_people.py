"""People are added in a role of their organisation, get other credentials, and are removed; each is on record."""

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import add_account, list_actions
from gateway.exchange.parties.people import add_person, list_people, remove_person, reset_person
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import BEHEER, VENLO, ZORG


async def test_a_person_is_added_once_and_the_name_is_encrypted(gateway: Gateway) -> None:
    made = await add_person(gateway, VENLO, "jo.jansen", "  Jo   Jansen ", "consulent")
    assert made.app is not None
    [person] = await list_people(gateway, VENLO)
    assert (person.inlognaam, person.naam, person.rol) == ("jo.jansen", "Jo Jansen", "consulent")
    assert person.tweede_factor
    async with gateway.db.reading() as tx:
        [row] = await tx.fetch("select p::text as t from personen p")
    assert "Jansen" not in row["t"].replace("jo.jansen", "")
    assert made.wachtwoord not in row["t"]
    with pytest.raises(Conflict):
        await add_person(gateway, ZORG, "jo.jansen", "Jo Anders", "backoffice")
    [action] = [each for each in await list_actions(gateway, VENLO) if each.soort == "persoon_ingeschreven"]
    assert action.gegevens == {"inlognaam": "jo.jansen", "rol": "consulent"}


@pytest.mark.parametrize("inlognaam", ["", "J", "Jo", "jo jansen", "9999", "jo/../x", "a" * 41, "j999900006"])
async def test_a_login_name_is_of_small_letters_and_holds_no_bsn(gateway: Gateway, inlognaam: str) -> None:
    with pytest.raises(Invalid):
        await add_person(gateway, VENLO, inlognaam, "Jo", "consulent")
    assert await list_people(gateway, VENLO) == []


@pytest.mark.parametrize("naam", ["", "   ", "x" * 81, "Jo\x00", "Jo 999900006"])
async def test_a_name_can_be_printed_and_holds_no_bsn(gateway: Gateway, naam: str) -> None:
    with pytest.raises(Invalid):
        await add_person(gateway, VENLO, "jo", naam, "consulent")


async def test_a_role_is_one_of_the_kind_of_organisation(gateway: Gateway) -> None:
    await add_account(gateway, Organisatie("bureau", "intermediair", "Bureau"))
    for code, rol in ((ZORG, "consulent"), (BEHEER, "backoffice"), ("bureau", "raadpleger")):
        with pytest.raises(Invalid):
            await add_person(gateway, code, "jo", "Jo", rol)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        await add_person(gateway, "0000", "jo", "Jo", "consulent")


async def test_a_removed_person_is_gone_but_the_login_name_stays_taken(gateway: Gateway) -> None:
    await add_person(gateway, VENLO, "jo", "Jo", "consulent")
    await reset_person(gateway, "jo", second_factor=False)
    assert not (await list_people(gateway, VENLO))[0].tweede_factor
    await remove_person(gateway, "jo")
    [person] = await list_people(gateway, VENLO)
    assert person.vervallen_op == gateway.now()
    for again in (reset_person(gateway, "jo"), remove_person(gateway, "jo"), reset_person(gateway, "niemand")):
        with pytest.raises(NotFound):
            await again
    with pytest.raises(Conflict):
        await add_person(gateway, VENLO, "jo", "Jo", "consulent")
    kinds = [each.soort for each in await list_actions(gateway, VENLO)]
    assert kinds[-3:] == ["persoon_ingeschreven", "persoon_hersteld", "persoon_uitgeschreven"]
