"""Who takes part: an operator lets an organisation in, changes it, and gives or takes away its API keys."""

import re
from dataclasses import replace
from typing import Final
from urllib.parse import SplitResult, urlsplit

from gateway.exchange.context import Conflict, Gateway, Invalid, NotFound
from gateway.standard import gemeenten
from gateway.standard.identifiers import agb_valid
from gateway.store import organisaties, outbox
from gateway.store.database import Connection
from gateway.store.organisaties import Organisatie

EERSTE_SLEUTEL: Final = "eerste sleutel"

_GEMEENTECODE: Final = re.compile(r"[0-9]{4}", re.ASCII)
_BEHEERDER: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_LANGSTE_NAAM: Final = 200
_HIER: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that a message reaches without leaving the machine."""


async def add(gateway: Gateway, organisatie: Organisatie, omschrijving: str = EERSTE_SLEUTEL) -> str:
    """The organisation takes part; the API key with which it does, which can be read this one time.

    Raises Invalid, or Conflict when it takes part already.
    """
    _check(organisatie)
    async with gateway.db.transaction() as tx:
        bestaand = await organisaties.find(tx, organisatie.code)
        if bestaand is not None:
            raise Conflict(
                "organisatie-bestaat",
                f"{organisatie.code} is al ingeschreven als {bestaand.soort} {bestaand.naam}. Een nieuwe sleutel "
                "maakt u met 'gateway accounts key', een andere naam of een ander adres met 'gateway accounts change'.",
            )
        await organisaties.save(tx, organisatie)
        return await organisaties.new_key(tx, organisatie.code, omschrijving)


async def change(
    gateway: Gateway,
    code: str,
    *,
    naam: str | None = None,
    afleveradres: str | None = None,
    productverschil_is_signaal: bool | None = None,
    extern: bool | None = None,
) -> Organisatie:
    """The organisation with this name, address and setting from now on; None leaves what was, "" is the mailbox.

    What still waits to be pushed goes to the new address, or to the mailbox. Raises NotFound or Invalid.
    """
    async with gateway.db.transaction() as tx:
        oud = await _existing(tx, code)
        adres = oud.afleveradres if afleveradres is None else afleveradres or None
        signaal = oud.productverschil_is_signaal if productverschil_is_signaal is None else productverschil_is_signaal
        nieuw = replace(
            oud, naam=oud.naam if naam is None else naam, afleveradres=adres, productverschil_is_signaal=signaal
        )
        nieuw = nieuw if extern is None else replace(nieuw, extern=extern)
        _check(nieuw)
        await organisaties.save(tx, nieuw)
        if nieuw.afleveradres is None:
            await outbox.to_mailbox(tx, code)
    return nieuw


async def every(gateway: Gateway) -> list[Organisatie]:
    """All who take part, by code."""
    async with gateway.db.reading() as tx:
        return await organisaties.every(tx)


async def new_key(gateway: Gateway, code: str, omschrijving: str) -> str:
    """One more API key of this organisation, which can be read this one time. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        await _existing(tx, code)
        return await organisaties.new_key(tx, code, omschrijving)


async def revoke_keys(gateway: Gateway, code: str) -> int:
    """None of this organisation's keys opens anything any more; how many did until now. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        await _existing(tx, code)
        return await organisaties.revoke_keys(tx, code)


async def _existing(tx: Connection, code: str) -> Organisatie:
    organisatie = await organisaties.find(tx, code)
    if organisatie is None:
        raise NotFound("organisatie-onbekend", f"{code} is niet ingeschreven; zie 'gateway accounts list'.")
    return organisatie


def _check(organisatie: Organisatie) -> None:
    """Returns when an organisation may be called and reached like this. Raises Invalid."""
    if not organisatie.naam.strip() or len(organisatie.naam) > _LANGSTE_NAAM:
        raise Invalid("naam-ongeldig", f"De naam is leeg of langer dan {_LANGSTE_NAAM} tekens.")
    fout = _wrong_code(organisatie)
    if fout is not None:
        raise Invalid("code-ongeldig", fout)
    if organisatie.productverschil_is_signaal and organisatie.soort != "gemeente":
        raise Invalid(
            "instelling-ongeldig", f"Productverschil is een instelling van een gemeente; {organisatie.code} is er geen."
        )
    if organisatie.extern and organisatie.soort != "gemeente":
        raise Invalid(
            "instelling-ongeldig",
            f"Een andere gateway is een instelling van een gemeente; {organisatie.code} is er geen.",
        )
    if organisatie.afleveradres is not None:
        if organisatie.soort == "beheerder":
            raise Invalid("afleveradres-ongeldig", "Een beheerder krijgt geen berichten; laat het afleveradres weg.")
        _check_address(organisatie.afleveradres)


def _wrong_code(organisatie: Organisatie) -> str | None:
    code = organisatie.code
    if organisatie.soort == "gemeente":
        if _GEMEENTECODE.fullmatch(code) is None:
            return f"{code!r} is geen gemeentecode: die heeft vier cijfers, zoals 0983."
        if not gemeenten.bestaat(code):
            return f"{code} is geen gemeente in de indeling van het CBS. Controleer de code."
    elif organisatie.soort == "aanbieder":
        if not agb_valid(code):
            return f"{code!r} is geen AGB-code: die heeft acht cijfers."
    elif _BEHEERDER.fullmatch(code) is None:
        return (
            f"{code!r} kan niet de naam van een beheerder zijn: 2 tot 40 kleine letters, cijfers en streepjes, "
            "te beginnen met een letter."
        )
    return None


def _check_address(adres: str) -> None:
    """Returns when messages may be sent there: over HTTPS, or without leaving this machine. Raises Invalid."""
    delen = _split(adres)
    if delen is None:
        raise Invalid("afleveradres-ongeldig", f"{adres!r} is geen adres als https://aanbieder.example/iwmo.")
    if delen.scheme == "http" and delen.hostname not in _HIER:
        raise Invalid(
            "afleveradres-onveilig",
            f"{adres} is niet versleuteld; berichten met persoonsgegevens gaan alleen over https, behalve naar deze "
            "machine zelf.",
        )
    if delen.username is not None or delen.password is not None:
        raise Invalid(
            "afleveradres-onveilig",
            "Zet geen gebruikersnaam of wachtwoord in het adres: het is voor iedereen te lezen.",
        )


def _split(adres: str) -> SplitResult | None:
    """The parts of a web address; None when it is none."""
    try:
        delen = urlsplit(adres)
        heel = delen.scheme in ("http", "https") and delen.hostname and delen.port != 0
    except ValueError:
        return None
    return delen if heel and adres.isprintable() and " " not in adres else None
