"""Accounts of organisations: an operator adds, changes, freezes and releases them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar

from gateway.exchange.delivery import channels
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.parties.account_settings import check_settings
from gateway.standard.channels import ADDRESS_COLUMNS, ChannelName
from gateway.store.db.database import Connection
from gateway.store.delivery import bestemmingen, outbox
from gateway.store.parties import api_keys, operator_log, organisaties, push_secrets
from gateway.store.parties.operator_log import OperatorAction
from gateway.store.parties.organisaties import Organisatie
from gateway.transport import signature
from gateway.transport.channel import Result

FIRST_KEY_DESCRIPTION: Final = "eerste sleutel"
TRIED: Final = "kanaal_beproefd"
"""The act of trying a channel, in the log of the organisation."""
PUSH_SECRET_OVERLAP: Final = timedelta(hours=24)
"""How long pushes are also signed with the former secret."""

T = TypeVar("T")


async def add_account(
    gateway: Gateway, organisatie: Organisatie, omschrijving: str = FIRST_KEY_DESCRIPTION, *, untried: bool = False
) -> str:
    """Add the organisation and return its first API key, which can't be read again.

    `untried`: with an address that isn't tried now, but before the first message goes there. Raises Invalid, or
    Conflict when it has an account already, or its address can't be reached.
    """
    check_settings(gateway, organisatie)
    must_hold_no_bsn(de_omschrijving=omschrijving)
    async with gateway.db.reading() as tx:
        await _must_be_new(tx, organisatie.code)
    tried = await _reach(gateway, organisatie, untried=untried)
    async with gateway.db.transaction() as tx:
        await _must_be_new(tx, organisatie.code)
        await organisaties.save(tx, organisatie)
        key = await api_keys.create_key(tx, organisatie.code, omschrijving)
        await record_action(
            tx,
            gateway,
            organisatie.code,
            "ingeschreven",
            sleutel=api_keys.name_of_key(key),
            **_choices(organisatie),
        )
        if organisatie.address is not None:
            await _begin_line(tx, gateway, organisatie, tried)
        return key


async def _must_be_new(tx: Connection, code: str) -> None:
    """Raise Conflict when there is such an account."""
    existing = await organisaties.find(tx, code)
    if existing is not None:
        raise Conflict(
            "organisatie-bestaat",
            f"{code} is al ingeschreven als {existing.soort} {existing.naam}. Een nieuwe sleutel "
            "maakt u met 'gateway accounts key', een andere naam of een ander adres met 'gateway accounts change'.",
        )


async def change_account(
    gateway: Gateway,
    code: str,
    *,
    naam: str | None = None,
    kanaal: ChannelName | None = None,
    afleveradres: str | None = None,
    aflevermap: str | None = None,
    productverschil_is_signaal: bool | None = None,
    extern: bool | None = None,
    beleid: str | None = None,
    gewerkte_feestdagen: frozenset[str] | None = None,
    untried: bool = False,
) -> Organisatie:
    """Change the organisation and return it as it is now; None leaves a setting as it was.

    `beleid`: "" chooses no policy; decisions under the former one stay. On another channel or address, waiting
    deliveries move along and become due now, oldest first; a hold because the former one could not be reached ends.
    `untried`: see `add_account`. Raises NotFound, Invalid, or Conflict when a new address can't be reached.
    """

    def change(former: Organisatie) -> Organisatie:
        changed = replace(
            former,
            naam=_new_or_old(naam, former.naam),
            kanaal=_new_or_old(kanaal, former.kanaal),
            afleveradres=_new_or_old(afleveradres, former.afleveradres),
            aflevermap=_new_or_old(aflevermap, former.aflevermap),
            productverschil_is_signaal=_new_or_old(productverschil_is_signaal, former.productverschil_is_signaal),
            extern=_new_or_old(extern, former.extern),
            beleid=_new_or_old(beleid, former.beleid) or None,
            gewerkte_feestdagen=_new_or_old(gewerkte_feestdagen, former.gewerkte_feestdagen),
        )
        check_settings(gateway, changed, is_new_policy=changed.beleid != former.beleid)
        return changed

    async with gateway.db.reading() as tx:
        former = await get_account(tx, code)
    changed = change(former)
    is_new_line = _channel_settings(changed) != _channel_settings(former)
    tried = await _reach(gateway, changed, untried=untried) if is_new_line else None
    async with gateway.db.transaction() as tx:
        former = await get_account(tx, code)
        changed = change(former)
        await organisaties.save(tx, changed)
        was, now_is = _choices(former), _choices(changed)
        differences = {naam: [was[naam], now_is[naam]] for naam in was if was[naam] != now_is[naam]}
        await record_action(tx, gateway, code, "gewijzigd", **differences)
        if _channel_settings(changed) != _channel_settings(former):
            await end_hold(tx, gateway, code)
            await outbox.follow_channel(tx, code)
            await _begin_line(tx, gateway, changed, tried)
    return changed


async def _reach(gateway: Gateway, organisatie: Organisatie, *, untried: bool) -> Result | None:
    """Return how the organisation was reached; None when it has no address, or is not to be tried.

    Raises Conflict when it wasn't.
    """
    if organisatie.address is None or untried:
        return None
    result = await channels.reach(organisatie, gateway.delivery)
    if not result.reached:
        raise Conflict(
            "kanaal-niet-bereikt",
            f"{organisatie.code} is hiervandaan niet bereikt langs {organisatie.kanaal} "
            f"({channels.what_failed(result)}), en er is niets gewijzigd. Herstel dat, of stel het kanaal in zonder "
            "het te proberen (--ongeprobeerd): dan gebeurt dat voor het eerste bericht.",
        )
    return result


async def _begin_line(tx: Connection, gateway: Gateway, organisatie: Organisatie, tried: Result | None) -> None:
    """Note that the organisation has another address from now on, and whether it was reached there."""
    if organisatie.address is None:
        await bestemmingen.begin_line(tx, organisatie.code, is_reached=True, certificaat_tot=None)
        return
    ends = None if tried is None else channels.end_of_certificate(tried)
    await bestemmingen.begin_line(tx, organisatie.code, is_reached=tried is not None, certificaat_tot=ends)
    if tried is not None:
        await record_action(
            tx, gateway, organisatie.code, TRIED, kanaal=organisatie.kanaal, bereikt="ja", uitkomst=tried.outcome
        )


async def end_hold(tx: Connection, gateway: Gateway, code: str) -> None:
    """Release the organisation when it was frozen because a trial before the first message failed."""
    if await bestemmingen.find_line(tx, code) == "mislukt":
        await organisaties.release(tx, code)
        await record_action(tx, gateway, code, "vrijgegeven")
        await outbox.follow_channel(tx, code)


def _new_or_old(new: T | None, old: T) -> T:
    return old if new is None else new


def _choices(organisatie: Organisatie) -> dict[str, str | bool | None]:
    """Return the settings that an operator chooses, for the record of acts."""
    chosen: dict[str, str | bool | None] = {
        naam: getattr(organisatie, naam)
        for naam in ("naam", "kanaal", "afleveradres", "aflevermap", "productverschil_is_signaal", "extern", "beleid")
    }
    return {**chosen, "gewerkte_feestdagen": ", ".join(sorted(organisatie.gewerkte_feestdagen)) or None}


def _channel_settings(organisatie: Organisatie) -> tuple[str | None, ...]:
    return organisatie.kanaal, *(getattr(organisatie, column) for column in ADDRESS_COLUMNS.values())


async def new_push_secret(gateway: Gateway, code: str) -> str:
    """Make a new secret to sign pushes to this organisation with, and return it; it can't be read again.

    The former one is used beside it for `PUSH_SECRET_OVERLAP`, so that the receiver can change over. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        await record_action(tx, gateway, code, "geheim_vernieuwd")
        return signature.to_text(await push_secrets.create_secret(tx, code, PUSH_SECRET_OVERLAP))


async def freeze_account(gateway: Gateway, code: str, reden: str | None) -> None:
    """Stop all deliveries to this organisation, by every channel, until its release.

    Raises NotFound, or Invalid for a reason with a BSN.
    """
    must_hold_no_bsn(de_reden=reden)
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        await organisaties.freeze(tx, code, reden)
        if await bestemmingen.find_line(tx, code) == "mislukt":
            # It is held for a reason of the operator's now: a trial that succeeds doesn't release it.
            await bestemmingen.mark_line(tx, code, "onbeproefd")
        await record_action(tx, gateway, code, "bevroren", reden=reden)


async def release_account(gateway: Gateway, code: str) -> None:
    """Resume the deliveries to this organisation, oldest first; each again has its whole term to be delivered in.

    Raises NotFound, or Conflict when it isn't frozen.
    """
    async with gateway.db.transaction() as tx:
        if (await get_account(tx, code)).bevroren_op is None:
            raise Conflict("niet-bevroren", f"{code} is niet bevroren; er is niets vrij te geven.")
        await organisaties.release(tx, code)
        await record_action(tx, gateway, code, "vrijgegeven")
        await outbox.follow_channel(tx, code)


async def record_action(tx: Connection, gateway: Gateway, code: str, soort: str, **gegevens: object) -> None:
    """Write to the operator log what was done to the organisation, and by which operator."""
    await operator_log.record_action(tx, code, soort, gateway.actor, **gegevens)


async def list_actions(gateway: Gateway, code: str) -> list[OperatorAction]:
    """Return what operators did to the organisation, and which operator, oldest first. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_account(tx, code)
        return await operator_log.list_actions(tx, code)


async def list_accounts(gateway: Gateway) -> list[Organisatie]:
    """Return all organisations, by code."""
    async with gateway.db.reading() as tx:
        return await organisaties.list_organisaties(tx)


async def find_account(gateway: Gateway, code: str) -> Organisatie:
    """Return the organisation with this code. Raises NotFound."""
    async with gateway.db.reading() as tx:
        return await get_account(tx, code)


async def get_account(tx: Connection, code: str) -> Organisatie:
    """Return the organisation with this code. Raises NotFound."""
    organisatie = await organisaties.find(tx, code)
    if organisatie is None:
        raise NotFound(
            "organisatie-onbekend", f"{code} is niet ingeschreven. De lijst van organisaties toont wie er zijn."
        )
    return organisatie


async def get_municipality(tx: Connection, code: str) -> Organisatie:
    """Return the municipality with this code. Raises NotFound, also for another kind of organisation."""
    organisatie = await organisaties.find(tx, code)
    if organisatie is None or organisatie.soort != "gemeente":
        raise NotFound(
            "organisatie-onbekend",
            f"{code} is geen gemeente op deze gateway. Controleer de gemeentecode in de lijst van organisaties.",
        )
    return organisatie
