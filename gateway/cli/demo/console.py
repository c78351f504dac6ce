"""The end of `gateway demo --keep`: the console stays open on what the story left, with somebody for each role."""

import asyncio
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway.cli.demo.stage import PROVIDER_CODE, Timeline
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.accounts import add_account
from gateway.exchange.parties.people import add_person
from gateway.store.parties.organisaties import Organisatie
from gateway.store.parties.personen import Role

_OPERATOR: Final = Organisatie("beheer", "beheerder", "Beheer van de gateway")


@dataclass(frozen=True, slots=True)
class _Somebody:
    """A person of the story."""

    organisatie: str
    inlognaam: str
    naam: str
    rol: Role


_PEOPLE: Final[Sequence[_Somebody]] = (
    _Somebody("0983", "consulent", "Carla Consulent", "consulent"),
    _Somebody("0983", "backoffice", "Ben Backoffice", "backoffice"),
    _Somebody("0983", "raadpleger", "Riet Raadpleger", "raadpleger"),
    _Somebody(PROVIDER_CODE, "aanbieder", "Adem Aanbieder", "beheerder"),
    _Somebody(_OPERATOR.code, "beheerder", "Bo Beheerder", "beheerder"),
)


async def keep_open(timeline: Timeline, gateway: Gateway, url: str) -> None:
    """Let somebody of each role in, say where and how to log in, and return when the user has seen enough (Ctrl+C)."""
    await add_account(gateway, _OPERATOR)
    timeline.console.print(f"\nDe console staat open op [bold]{url}/console[/]. Log in als een van deze mensen:\n")
    for each in _PEOPLE:
        made = await add_person(gateway, each.organisatie, each.inlognaam, each.naam, each.rol, second_factor=False)
        timeline.console.print(f"  {each.inlognaam:<12} {made.wachtwoord}   {each.naam}, voor {each.organisatie}")
    timeline.console.print("\nEr is geen code nodig. Stop met Ctrl+C; dan is alles weg.", soft_wrap=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each_signal in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each_signal, stop.set)
    await stop.wait()
