"""Settings of an account: which codes, names, channels and choices each kind of organisation may have."""

import re
from typing import Final

from gateway.exchange.delivery import channels
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.loading.regions import UnknownRegion, load_region
from gateway.standard import municipalities
from gateway.standard.calendar import LIBERATION_DAY, LIBERATION_DAY_MOST_YEARS, WORKABLE
from gateway.standard.channels import MAILBOX
from gateway.standard.identifiers import agb_valid
from gateway.store.parties.organisaties import Organisatie

_MUNICIPALITY_CODE: Final = re.compile(r"[0-9]{4}", re.ASCII)
_OPERATOR_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_MAX_NAME_CHARS: Final = 200


def check_settings(gateway: Gateway, organisatie: Organisatie, *, is_new_policy: bool = True) -> None:
    """Raise Invalid unless the organisation may have these settings.

    `is_new_policy`: the policy is a new choice. An old choice isn't checked again, for a policy that was removed since
    must not keep the other settings from changing.
    """
    if not organisatie.naam.strip() or len(organisatie.naam) > _MAX_NAME_CHARS:
        raise Invalid("naam-ongeldig", f"De naam is leeg of langer dan {_MAX_NAME_CHARS} tekens.")
    fault = _code_fault(organisatie)
    if fault is not None:
        raise Invalid("code-ongeldig", fault)
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
    if organisatie.beleid is not None and is_new_policy:
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
        chosen = load_region(beleid, gateway.policy_dir)
    except UnknownRegion as error:
        raise Invalid("beleid-onbekend", str(error)) from None
    participants = chosen.versions[-1].gemeenten
    if organisatie.code not in participants:
        who = ", ".join(f"{naam} ({code})" for code, naam in sorted(participants.items()))
        raise Invalid(
            "beleid-van-anderen", f"Het beleid van {beleid} geldt niet voor {organisatie.code}, wel voor {who}."
        )


def _code_fault(organisatie: Organisatie) -> str | None:
    """Return in Dutch why an organisation of this kind can't have this code; None when it can."""
    code = organisatie.code
    if organisatie.soort == "gemeente":
        if _MUNICIPALITY_CODE.fullmatch(code) is None:
            return f"{code!r} is geen gemeentecode: die heeft vier cijfers, zoals 0983."
        if not municipalities.was_municipality(code):
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
