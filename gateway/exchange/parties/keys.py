"""API keys as an operator handles them: given, replaced with a time in which both work, and taken away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.parties.accounts import existing, on_record
from gateway.store.parties import api_keys
from gateway.store.parties.api_keys import ApiKey


async def new(gateway: Gateway, code: str, omschrijving: str, geldig: timedelta | None = None) -> str:
    """Return one more API key of this organisation, which can be read this one time.

    `geldig`: how long it is good; None: until it is revoked. Raises NotFound, or Invalid for words with a BSN.
    """
    must_hold_no_bsn(de_omschrijving=omschrijving)
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        sleutel = await api_keys.create_key(tx, code, omschrijving, geldig)
        await on_record(tx, gateway, code, "sleutel_gemaakt", sleutel=api_keys.name_of_key(sleutel))
        return sleutel


async def of(gateway: Gateway, code: str) -> list[ApiKey]:
    """What may be known of all keys this organisation has had, newest first. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await existing(tx, code)
        return await api_keys.list_keys(tx, code)


@dataclass(frozen=True, slots=True)
class Vervangen:
    """A key, which can be read this one time, and how long it and the one before it are good."""

    sleutel: str
    oud_tot: datetime | None
    nieuw_tot: datetime | None
    """None: until it is revoked."""


async def rotate(gateway: Gateway, code: str, naam: str, overlap: timedelta) -> Vervangen:
    """Return a key in the place of this one, which stays good for `overlap` and no longer.

    The new one is good for as long from now as the old one was from its making: say so, for who replaces a key a second
    time gets one that ends, though the first had no end. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        oud = next((each for each in await api_keys.list_keys(tx, code) if each.naam == naam), None)
        ten_einde = None if oud is None else await api_keys.shorten_key(tx, code, naam, overlap)
        if oud is None or ten_einde is None:
            raise _unknown(code, naam)
        geldig = None if oud.geldig_tot is None else oud.geldig_tot - oud.aangemaakt_op
        sleutel = await api_keys.create_key(tx, code, oud.omschrijving, geldig)
        await on_record(tx, gateway, code, "sleutel_vervangen", was=naam, sleutel=api_keys.name_of_key(sleutel))
    return Vervangen(sleutel, ten_einde.geldig_tot, None if geldig is None else gateway.now() + geldig)


async def revoke(gateway: Gateway, code: str, naam: str | None = None) -> int:
    """Return the key of this name, or each key of this organisation, opens nothing any more; how many did until now.

    Raises NotFound, also for a key that was no good any more.
    """
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        aantal = await api_keys.revoke_keys(tx, code, naam)
        if naam is not None and not aantal:
            raise _unknown(code, naam)
        await on_record(tx, gateway, code, "sleutel_ingetrokken", sleutel=naam or "alle", aantal=aantal)
    return aantal


def _unknown(code: str, naam: str) -> NotFound:
    return NotFound(
        "sleutel-onbekend",
        f"{code} heeft geen geldige API-sleutel {naam}; 'gateway accounts keys {code}' toont wat er is.",
    )
