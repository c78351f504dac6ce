"""API keys of an organisation: made, rotated with a time in which both keys work, and revoked by an operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.parties.accounts import get_account, record_action
from gateway.store.parties import api_keys
from gateway.store.parties.api_keys import ApiKey


async def new_key(gateway: Gateway, code: str, omschrijving: str, valid_for: timedelta | None = None) -> str:
    """Make one more API key for this organisation and return it; it can't be read again.

    `valid_for`: None is until it is revoked. Raises NotFound, or Invalid for a description with a BSN.
    """
    must_hold_no_bsn(de_omschrijving=omschrijving)
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        key = await api_keys.create_key(tx, code, omschrijving, valid_for)
        await record_action(tx, gateway, code, "sleutel_gemaakt", sleutel=api_keys.name_of_key(key))
        return key


async def keys_of_account(gateway: Gateway, code: str) -> list[ApiKey]:
    """Return all API keys of this organisation, revoked ones too, newest first and without the key itself.

    Raises NotFound.
    """
    async with gateway.db.reading() as tx:
        await get_account(tx, code)
        return await api_keys.list_keys(tx, code)


@dataclass(frozen=True, slots=True)
class RotatedKey:
    """A new API key, which can't be read again, and how long the new and the former key are valid."""

    sleutel: str
    old_until: datetime | None
    new_until: datetime | None
    """None: until it is revoked."""


async def rotate_key(gateway: Gateway, code: str, naam: str, overlap: timedelta) -> RotatedKey:
    """Make a key in the place of this one, which stays valid for `overlap` and no longer.

    The new key is valid as long, from now, as the old one was from its making. So an old key without an end that is
    rotated twice gives a second key that does end, since the first rotation gave the old key an end. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        former = next((each for each in await api_keys.list_keys(tx, code) if each.naam == naam), None)
        shortened = None if former is None else await api_keys.shorten_key(tx, code, naam, overlap)
        if former is None or shortened is None:
            raise _unknown(code, naam)
        valid_for = None if former.geldig_tot is None else former.geldig_tot - former.aangemaakt_op
        key = await api_keys.create_key(tx, code, former.omschrijving, valid_for)
        await record_action(tx, gateway, code, "sleutel_vervangen", was=naam, sleutel=api_keys.name_of_key(key))
    return RotatedKey(key, shortened.geldig_tot, None if valid_for is None else gateway.now() + valid_for)


async def revoke_keys(gateway: Gateway, code: str, naam: str | None = None) -> int:
    """Revoke the key with this name, or all keys of this organisation, and return how many were valid until now.

    Raises NotFound, also for a key that wasn't valid any more.
    """
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        aantal = await api_keys.revoke_keys(tx, code, naam)
        if naam is not None and not aantal:
            raise _unknown(code, naam)
        await record_action(tx, gateway, code, "sleutel_ingetrokken", sleutel=naam or "alle", aantal=aantal)
    return aantal


def _unknown(code: str, naam: str) -> NotFound:
    return NotFound(
        "sleutel-onbekend",
        f"{code} heeft geen geldige API-sleutel {naam}; 'gateway accounts keys {code}' toont wat er is.",
    )
