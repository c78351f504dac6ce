"""Addresses that want alerts: an organisation, or an operator for it, adds, tries and withdraws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.exchange.alerts.sender import open_clients, send_trial
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import get_account, record_action
from gateway.standard.channels import ALERTS_OF
from gateway.store.alerts import attenderingen, attenderingsadressen
from gateway.store.alerts.attenderingen import ALERTS, AlertItem, as_item, where_of
from gateway.store.alerts.attenderingsadressen import AlertAddress
from gateway.store.db.database import Connection
from gateway.store.parties import push_secrets
from gateway.transport import signature
from gateway.transport.channel import AddressUnfit, Allowed, Result
from gateway.transport.push import Push

MAX_ADDRESSES: Final = 10
"""Addresses of one organisation."""
SECRET_OVERLAP: Final = timedelta(hours=24)
"""How long alerts are also signed with the former secret."""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that was added, and the secret by which its alerts are signed; that can't be read again."""

    adres: AlertAddress
    geheim: str


async def add_address(
    gateway: Gateway, code: str, url: str, soorten: Sequence[str] | None, *, by_operator: bool
) -> NewAddress:
    """Have alerts of these kinds sent to this URL from now on; None: all kinds that this organisation may have.

    Only an operator may choose an address in a private network. Raises NotFound, Invalid, or Conflict for an address
    that the organisation has already, or one too many.
    """
    allowed = Allowed(gateway.delivery.private_networks if by_operator else ())
    try:
        readable = Push(allowed).check(url)
    except AddressUnfit as error:
        raise Invalid(error.code, error.text) from None
    must_hold_no_bsn(**readable)
    async with gateway.db.transaction() as tx:
        kinds = _kinds((await get_account(tx, code)).soort, soorten)
        existing = await attenderingsadressen.list_addresses(tx, code)
        if any(each.url == url for each in existing):
            raise Conflict("adres-bestaat", f"{code} krijgt al attenderingen op {url}; trek dat adres eerst in.")
        if len(existing) >= MAX_ADDRESSES:
            raise Conflict("te-veel-adressen", f"{code} heeft al {MAX_ADDRESSES} adressen; trek er eerst een in.")
        id = await attenderingsadressen.add(tx, code, url, kinds, afgeschermd=by_operator)
        secret = await push_secrets.create_secret(tx, code, SECRET_OVERLAP, id)
        await record_action(tx, gateway, code, "attenderingsadres_toegevoegd", adres=url, soorten=", ".join(kinds))
        return NewAddress(await _find(tx, code, id), signature.to_text(secret))


def _kinds(organisation_kind: str, asked: Sequence[str] | None) -> list[str]:
    """Return the kinds of alert, without doubles. Raises Invalid for none, and for those it can't have."""
    possible = ALERTS_OF.get(organisation_kind, ())
    chosen = list(dict.fromkeys(possible if asked is None else asked))
    wrong = [each for each in chosen if each not in possible]
    if wrong or not chosen:
        raise Invalid(
            "soort-ongeldig",
            f"Een {organisation_kind} kan geen attendering krijgen van {', '.join(wrong) or 'niets'}; wel van "
            f"{', '.join(possible) or 'niets'}.",
        )
    return chosen


async def list_addresses(gateway: Gateway, code: str | None) -> list[AlertAddress]:
    """Return the addresses of this organisation; None: of all. Raises NotFound for an unknown organisation."""
    async with gateway.db.reading() as tx:
        if code is not None:
            await get_account(tx, code)
        return await attenderingsadressen.list_addresses(tx, code)


async def withdraw_address(gateway: Gateway, code: str | None, id: UUID) -> AlertAddress:
    """Send nothing more to this address of the organisation; None: whosever it is. Return it. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        address = await _find(tx, code, id)
        await attenderingsadressen.withdraw(tx, address)
        await record_action(tx, gateway, address.organisatie, "attenderingsadres_ingetrokken", adres=address.url)
    return address


async def new_secret(gateway: Gateway, code: str | None, id: UUID) -> str:
    """Make a new secret for alerts to this address, and return it; it can't be read again.

    The former one is used beside it for `SECRET_OVERLAP`. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        address = await _find(tx, code, id)
        secret = await push_secrets.create_secret(tx, address.organisatie, SECRET_OVERLAP, id)
        await record_action(tx, gateway, address.organisatie, "attenderingsgeheim_vernieuwd", adres=address.url)
    return signature.to_text(secret)


async def try_address(gateway: Gateway, code: str | None, id: UUID) -> Result:
    """Send an alert of kind `proef` to this address at once, and return what became of it. Raises NotFound.

    It is on record as any other, and is not sent again.
    """
    async with gateway.db.transaction() as tx:
        address = await _find(tx, code, id)
        trial = await attenderingen.add_trial(tx, address)
    async with open_clients(gateway.delivery) as clients:
        return await send_trial(gateway, clients, address.organisatie, trial)


async def list_alerts(gateway: Gateway, code: str, staat: str | None, asked: AskedPage) -> Page[AlertItem]:
    """Return a page of the alerts for this organisation in this state, in the order in which they came up.

    Raises Invalid, or NotFound for an unknown organisation.
    """
    async with gateway.db.reading() as tx:
        await get_account(tx, code)
    return await load_page(gateway, ALERTS, where_of(code, staat), asked, (code, staat), as_item)


async def _find(tx: Connection, code: str | None, id: UUID) -> AlertAddress:
    address = await attenderingsadressen.find(tx, code, id)
    if address is None:
        whose = "" if code is None else f" van {code}"
        raise NotFound("adres-onbekend", f"Er is geen attenderingsadres {id}{whose} dat nog geldt.")
    return address
