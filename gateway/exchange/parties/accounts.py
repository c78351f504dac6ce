"""Accounts of organisations: an operator adds, changes, freezes and releases them."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar

from gateway.exchange.delivery import channels
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.policy.loading.regions import UnknownRegion, load_region
from gateway.standard import municipalities
from gateway.standard.calendar import LIBERATION_DAY, LIBERATION_DAY_MOST_YEARS, WORKABLE
from gateway.standard.channels import ADDRESS_COLUMNS, MAILBOX, ChannelName
from gateway.standard.identifiers import agb_valid
from gateway.store.db.database import Connection
from gateway.store.delivery import bestemmingen, outbox
from gateway.store.parties import api_keys, operator_log, organisaties, push_secrets
from gateway.store.parties.operator_log import OperatorAction
from gateway.store.parties.organisaties import Organisatie
from gateway.transport import signature

FIRST_KEY_DESCRIPTION: Final = "eerste sleutel"
PUSH_SECRET_OVERLAP: Final = timedelta(hours=24)
"""How long pushes are also signed with the former secret."""

_MUNICIPALITY_CODE: Final = re.compile(r"[0-9]{4}", re.ASCII)
_OPERATOR_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_MAX_NAME_CHARS: Final = 200
T = TypeVar("T")


async def add_account(gateway: Gateway, organisatie: Organisatie, omschrijving: str = FIRST_KEY_DESCRIPTION) -> str:
    """Add the organisation and return its first API key, which can't be read again.

    Raises Invalid, or Conflict when it has an account already.
    """
    _check(gateway, organisatie)
    must_hold_no_bsn(de_omschrijving=omschrijving)
    async with gateway.db.transaction() as tx:
        bestaand = await organisaties.find(tx, organisatie.code)
        if bestaand is not None:
            raise Conflict(
                "organisatie-bestaat",
                f"{organisatie.code} is al ingeschreven als {bestaand.soort} {bestaand.naam}. Een nieuwe sleutel "
                "maakt u met 'gateway accounts key', een andere naam of een ander adres met 'gateway accounts change'.",
            )
        await organisaties.save(tx, organisatie)
        sleutel = await api_keys.create_key(tx, organisatie.code, omschrijving)
        await record_action(
            tx,
            gateway,
            organisatie.code,
            "ingeschreven",
            sleutel=api_keys.name_of_key(sleutel),
            **_choices(organisatie),
        )
        return sleutel


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
) -> Organisatie:
    """Change the organisation and return it as it is now; None leaves a setting as it was.

    `beleid`: "" chooses no policy; decisions under the former one stay. On another channel or address, waiting
    deliveries move along and become due now, oldest first. Raises NotFound or Invalid.
    """
    async with gateway.db.transaction() as tx:
        oud = await get_account(tx, code)
        nieuw = replace(
            oud,
            naam=_new_or_old(naam, oud.naam),
            kanaal=_new_or_old(kanaal, oud.kanaal),
            afleveradres=_new_or_old(afleveradres, oud.afleveradres),
            aflevermap=_new_or_old(aflevermap, oud.aflevermap),
            productverschil_is_signaal=_new_or_old(productverschil_is_signaal, oud.productverschil_is_signaal),
            extern=_new_or_old(extern, oud.extern),
            beleid=_new_or_old(beleid, oud.beleid) or None,
            gewerkte_feestdagen=_new_or_old(gewerkte_feestdagen, oud.gewerkte_feestdagen),
        )
        _check(gateway, nieuw, anders=nieuw.beleid != oud.beleid)
        await organisaties.save(tx, nieuw)
        was, is_nu = _choices(oud), _choices(nieuw)
        anders = {naam: [was[naam], is_nu[naam]] for naam in was if was[naam] != is_nu[naam]}
        await record_action(tx, gateway, code, "gewijzigd", **anders)
        if _channel_settings(nieuw) != _channel_settings(oud):
            await outbox.follow_channel(tx, code)
            await bestemmingen.mark_reached(tx, code)
    return nieuw


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


async def get_account(tx: Connection, code: str) -> Organisatie:
    """Return the organisation with this code. Raises NotFound."""
    organisatie = await organisaties.find(tx, code)
    if organisatie is None:
        raise NotFound("organisatie-onbekend", f"{code} is niet ingeschreven; zie 'gateway accounts list'.")
    return organisatie


def _check(gateway: Gateway, organisatie: Organisatie, *, anders: bool = True) -> None:
    """Raise Invalid unless the organisation may have these settings.

    `anders`: its policy is a new choice. An old choice isn't checked again, for a policy that was removed since must
    not keep the other settings from changing.
    """
    if not organisatie.naam.strip() or len(organisatie.naam) > _MAX_NAME_CHARS:
        raise Invalid("naam-ongeldig", f"De naam is leeg of langer dan {_MAX_NAME_CHARS} tekens.")
    fout = _code_fault(organisatie)
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
    _check_worked(organisatie)
    if organisatie.beleid is not None and anders:
        _check_policy(gateway, organisatie, organisatie.beleid)
    if organisatie.soort in ("beheerder", "intermediair") and organisatie.kanaal != MAILBOX:
        raise Invalid(
            "kanaal-ongeldig", f"Een {organisatie.soort} krijgt zelf geen berichten; laat kanaal en adres weg."
        )
    must_hold_no_bsn(de_code=organisatie.code, de_naam=organisatie.naam)
    channels.check(organisatie, gateway.delivery)


def _check_worked(organisatie: Organisatie) -> None:
    """Raise Invalid unless this organisation may count its chosen holidays as working days."""
    worked = organisatie.gewerkte_feestdagen
    if worked and organisatie.soort != "gemeente":
        raise Invalid("instelling-ongeldig", f"Werkdagen kiest een gemeente; {organisatie.code} is er geen.")
    if unknown := sorted(worked.difference(WORKABLE)):
        raise Invalid(
            "instelling-ongeldig",
            f"{', '.join(unknown)} kan geen werkdag zijn. Kies uit {', '.join(WORKABLE)}.",
        )
    if {LIBERATION_DAY, LIBERATION_DAY_MOST_YEARS} <= worked:
        raise Invalid("instelling-ongeldig", f"Kies {LIBERATION_DAY} of {LIBERATION_DAY_MOST_YEARS}, niet allebei.")


def _check_policy(gateway: Gateway, organisatie: Organisatie, beleid: str) -> None:
    """Raise Invalid unless this organisation is a municipality that the policy is meant for."""
    if organisatie.soort != "gemeente":
        raise Invalid("instelling-ongeldig", f"Beleid kiest een gemeente; {organisatie.code} is er geen.")
    try:
        gekozen = load_region(beleid, gateway.policy_dir)
    except UnknownRegion as error:
        raise Invalid("beleid-onbekend", str(error)) from None
    meedoend = gekozen.versions[-1].gemeenten
    if organisatie.code not in meedoend:
        wie = ", ".join(f"{naam} ({code})" for code, naam in sorted(meedoend.items()))
        raise Invalid(
            "beleid-van-anderen", f"Het beleid van {beleid} geldt niet voor {organisatie.code}, wel voor {wie}."
        )


def _code_fault(organisatie: Organisatie) -> str | None:
    """Return in Dutch why an organisation of this kind can't have this code; None when it can."""
    code = organisatie.code
    if organisatie.soort == "gemeente":
        if _MUNICIPALITY_CODE.fullmatch(code) is None:
            return f"{code!r} is geen gemeentecode: die heeft vier cijfers, zoals 0983."
        if not municipalities.is_municipality(code):
            return f"{code} is geen gemeente in de indeling van het CBS. Controleer de code."
    elif organisatie.soort == "aanbieder":
        if not agb_valid(code):
            return f"{code!r} is geen AGB-code: die heeft acht cijfers."
    elif _OPERATOR_CODE.fullmatch(code) is None:
        return (
            f"{code!r} kan niet de naam van een {organisatie.soort} zijn: 2 tot 40 kleine letters, cijfers en "
            "streepjes, te beginnen met een letter."
        )
    return None
