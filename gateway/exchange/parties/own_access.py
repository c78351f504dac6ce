"""What a person changes about the own way in: the password, and the app that makes codes. The other sessions end."""

import re
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.exchange.parties.accounts import record_action
from gateway.exchange.parties.login import MAX_FAILURES_IN_A_ROW, attempt_by_password
from gateway.exchange.parties.passwords import MAX_PASSWORD_CHARS, hash_password, step_of_code
from gateway.exchange.parties.people import must_have_password
from gateway.store.db.database import Connection
from gateway.store.parties import personen, sessies
from gateway.store.parties.personen import Person

MIN_PASSWORD_CHARS: Final = 12
MIN_DIFFERENT_CHARS: Final = 6
_LONG_NAME_CHARS: Final = 5
"""A login name of fewer characters is in many words."""
SECRET: Final = re.compile("[A-Z2-7]{32}", re.ASCII)
"""The form of a secret for codes: 160 bits in base 32."""


async def change_password(gateway: Gateway, person: Person, token: str, present: str, new: str) -> None:
    """Give the person this password, and end all sessions but the one of `token`.

    Raises Forbidden for a wrong present password, Invalid for a new one that can't be, and Conflict for somebody who
    logs in at an identity provider.
    """
    must_have_password(person)
    _check(person, present, new)
    await _check_present(gateway, person, present)
    hashed = await hash_password(new)
    async with gateway.db.transaction() as tx:
        await personen.replace_password(tx, person, hashed)
        await _told(tx, gateway, person, token, "persoon_ander_wachtwoord")


async def renew_codes(gateway: Gateway, person: Person, token: str, present: str, secret: str, code: str) -> None:
    """Have the person log in by codes of this new secret, of which `code` is one; end the sessions but that of `token`.

    Raises Forbidden for a wrong present password, Invalid for a wrong code, and Conflict for somebody who logs in at an
    identity provider.
    """
    must_have_password(person)
    step = step_of_code(secret.encode(), code, gateway.now()) if SECRET.fullmatch(secret) else None
    if step is None:
        raise Invalid(
            "code-ongeldig",
            "Deze code is niet van de nieuwe app. Een code geldt een halve minuut: neem over wat er nu staat.",
        )
    await _check_present(gateway, person, present)
    async with gateway.db.transaction() as tx:
        await personen.replace_second_factor(tx, person, secret.encode(), step)
        await _told(tx, gateway, person, token, "persoon_andere_code")


def _check(person: Person, present: str, new: str) -> None:
    """Raise Invalid for a new password that is guessed too soon."""
    if not MIN_PASSWORD_CHARS <= len(new) <= MAX_PASSWORD_CHARS:
        fault = f"heeft {len(new)} tekens; het zijn er {MIN_PASSWORD_CHARS} tot {MAX_PASSWORD_CHARS}"
    elif len(set(new.lower())) < MIN_DIFFERENT_CHARS:
        fault = f"heeft steeds dezelfde tekens; gebruik er ten minste {MIN_DIFFERENT_CHARS} verschillende"
    elif len(person.inlognaam) >= _LONG_NAME_CHARS and person.inlognaam in new.lower():
        fault = "bevat uw inlognaam"
    elif new == present:
        fault = "is hetzelfde als dat van nu"
    else:
        return
    raise Invalid("wachtwoord-ongeldig", f"Het nieuwe wachtwoord {fault}.")


async def _check_present(gateway: Gateway, person: Person, present: str) -> None:
    if await attempt_by_password(gateway, person.inlognaam, present) is None:
        raise Forbidden(
            "wachtwoord-onjuist",
            f"Het wachtwoord van nu klopt niet. Ging het {MAX_FAILURES_IN_A_ROW} keer achter elkaar mis, wacht dan een "
            "kwartier.",
        )


async def _told(tx: Connection, gateway: Gateway, person: Person, token: str, soort: str) -> None:
    await sessies.end_others(tx, person, token)
    await record_action(tx, gateway, person.organisatie, soort, inlognaam=person.inlognaam)
