"""Who takes part: an operator lets an organisation in and changes it."""

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

EERSTE_SLEUTEL: Final = "eerste sleutel"
OVERLAP: Final = timedelta(hours=24)
"""How long pushes are signed with the secret before, too."""

_GEMEENTECODE: Final = re.compile(r"[0-9]{4}", re.ASCII)
_BEHEERDER: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_LANGSTE_NAAM: Final = 200
T = TypeVar("T")


async def add(gateway: Gateway, organisatie: Organisatie, omschrijving: str = EERSTE_SLEUTEL) -> str:
    """Return the organisation takes part; the API key with which it does, which can be read this one time.

    Raises Invalid, or Conflict when it takes part already.
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
        await on_record(
            tx,
            gateway,
            organisatie.code,
            "ingeschreven",
            sleutel=api_keys.name_of_key(sleutel),
            **_choices(organisatie),
        )
        return sleutel


async def change(
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
    """Return the organisation with this name, channel and settings from now on; None leaves what was.

    `beleid` "" is none: what was decided under a policy stays as it is.

    What still waits goes by the new channel, in order and without delay. Raises NotFound or Invalid.
    """
    async with gateway.db.transaction() as tx:
        oud = await existing(tx, code)
        nieuw = replace(
            oud,
            naam=_or(naam, oud.naam),
            kanaal=_or(kanaal, oud.kanaal),
            afleveradres=_or(afleveradres, oud.afleveradres),
            aflevermap=_or(aflevermap, oud.aflevermap),
            productverschil_is_signaal=_or(productverschil_is_signaal, oud.productverschil_is_signaal),
            extern=_or(extern, oud.extern),
            beleid=_or(beleid, oud.beleid) or None,
            gewerkte_feestdagen=_or(gewerkte_feestdagen, oud.gewerkte_feestdagen),
        )
        _check(gateway, nieuw, anders=nieuw.beleid != oud.beleid)
        await organisaties.save(tx, nieuw)
        was, is_nu = _choices(oud), _choices(nieuw)
        anders = {naam: [was[naam], is_nu[naam]] for naam in was if was[naam] != is_nu[naam]}
        await on_record(tx, gateway, code, "gewijzigd", **anders)
        if _road(nieuw) != _road(oud):
            await outbox.follow_channel(tx, code)
            await bestemmingen.mark_reached(tx, code)
    return nieuw


def _or(new: T | None, old: T) -> T:
    return old if new is None else new


def _choices(organisatie: Organisatie) -> dict[str, str | bool | None]:
    """What an operator chose for it."""
    chosen: dict[str, str | bool | None] = {
        naam: getattr(organisatie, naam)
        for naam in ("naam", "kanaal", "afleveradres", "aflevermap", "productverschil_is_signaal", "extern", "beleid")
    }
    return {**chosen, "gewerkte_feestdagen": ", ".join(sorted(organisatie.gewerkte_feestdagen)) or None}


def _road(organisatie: Organisatie) -> tuple[str | None, ...]:
    return organisatie.kanaal, *(getattr(organisatie, column) for column in ADDRESS_COLUMNS.values())


async def new_push_secret(gateway: Gateway, code: str) -> str:
    """Return a fresh secret under the pushes to this organisation, which can be read this one time. Raises NotFound.

    The one before is used beside it for `OVERLAP`, so that the receiver can change over.
    """
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        await on_record(tx, gateway, code, "geheim_vernieuwd")
        return signature.to_text(await push_secrets.create_secret(tx, code, OVERLAP))


async def freeze(gateway: Gateway, code: str, reden: str | None) -> None:
    """Nothing is delivered to this organisation, by whatever channel, until it is released.

    Raises NotFound, or Invalid for a reason with a BSN.
    """
    must_hold_no_bsn(de_reden=reden)
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        await organisaties.freeze(tx, code, reden)
        await on_record(tx, gateway, code, "bevroren", reden=reden)


async def release(gateway: Gateway, code: str) -> None:
    """What was held back goes, in order, and with all of its term before it. Raises NotFound or Conflict."""
    async with gateway.db.transaction() as tx:
        if (await existing(tx, code)).bevroren_op is None:
            raise Conflict("niet-bevroren", f"{code} is niet bevroren; er is niets vrij te geven.")
        await organisaties.release(tx, code)
        await on_record(tx, gateway, code, "vrijgegeven")
        await outbox.follow_channel(tx, code)


async def on_record(tx: Connection, gateway: Gateway, code: str, soort: str, **gegevens: object) -> None:
    """It is on record that this was done to the organisation, and in whose hands the gateway was."""
    await operator_log.record_action(tx, code, soort, gateway.door, **gegevens)


async def history(gateway: Gateway, code: str) -> list[OperatorAction]:
    """What was done by hand to the organisation, and by whom, oldest first. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await existing(tx, code)
        return await operator_log.list_actions(tx, code)


async def every(gateway: Gateway) -> list[Organisatie]:
    """Return all who take part, by code."""
    async with gateway.db.reading() as tx:
        return await organisaties.list_organisaties(tx)


async def existing(tx: Connection, code: str) -> Organisatie:
    """Return the organisation with this code. Raises NotFound."""
    organisatie = await organisaties.find(tx, code)
    if organisatie is None:
        raise NotFound("organisatie-onbekend", f"{code} is niet ingeschreven; zie 'gateway accounts list'.")
    return organisatie


def _check(gateway: Gateway, organisatie: Organisatie, *, anders: bool = True) -> None:
    """Returns when an organisation may be called and reached like this. Raises Invalid.

    `anders`: its policy is a new choice; an old one may since have gone, and should not keep the rest from changing.
    """
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
    _check_worked(organisatie)
    if organisatie.beleid is not None and anders:
        _check_policy(gateway, organisatie, organisatie.beleid)
    if organisatie.soort in ("beheerder", "intermediair") and organisatie.kanaal != MAILBOX:
        raise Invalid(
            "kanaal-ongeldig", f"Een {organisatie.soort} krijgt zelf geen berichten; laat kanaal en adres weg."
        )
    must_hold_no_bsn(de_code=organisatie.code, de_naam=organisatie.naam)
    channels.check(organisatie, gateway.bezorging)


def _check_worked(organisatie: Organisatie) -> None:
    """Return when this organisation may count these holidays as working days. Raises Invalid."""
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
    """Returns when this municipality may choose this policy. Raises Invalid."""
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


def _wrong_code(organisatie: Organisatie) -> str | None:
    code = organisatie.code
    if organisatie.soort == "gemeente":
        if _GEMEENTECODE.fullmatch(code) is None:
            return f"{code!r} is geen gemeentecode: die heeft vier cijfers, zoals 0983."
        if not municipalities.is_municipality(code):
            return f"{code} is geen gemeente in de indeling van het CBS. Controleer de code."
    elif organisatie.soort == "aanbieder":
        if not agb_valid(code):
            return f"{code!r} is geen AGB-code: die heeft acht cijfers."
    elif _BEHEERDER.fullmatch(code) is None:
        return (
            f"{code!r} kan niet de naam van een {organisatie.soort} zijn: 2 tot 40 kleine letters, cijfers en "
            "streepjes, te beginnen met een letter."
        )
    return None
