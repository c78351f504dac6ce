"""The channel of an organisation is tried: can its address be reached from here? No message goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.exchange.delivery.channels import end_of_certificate, reach
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import TRIED, end_hold, get_account, record_action
from gateway.store.delivery import bestemmingen
from gateway.transport.line import Step


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome of a trial."""

    is_reached: bool
    outcome: str
    """In a few words: a status of HTTP, an error of the connection, or of the file system."""
    steps: Sequence[Step] = field(default=(), compare=False)
    """What was tried on the way there, as far as that went."""


async def try_channel(gateway: Gateway, code: str) -> Trial:
    """Try to reach the organisation by its channel, from this machine, and log what came of it.

    What was held because such a trial failed before its first message goes now, when this one succeeds.

    Raises NotFound, or Conflict when it collects its messages.
    """
    async with gateway.db.reading() as tx:
        organisatie = await get_account(tx, code)
    if organisatie.address is None:
        raise Conflict("niets-te-proberen", f"{code} haalt haar berichten op; er is geen adres om te proberen.")
    result = await reach(organisatie, gateway.delivery)
    trial = Trial(result.reached, result.outcome, result.steps)
    async with gateway.db.transaction() as tx:
        if trial.is_reached:
            await end_hold(tx, gateway, code)
        ends = end_of_certificate(result)
        await bestemmingen.note_trial(tx, code, is_reached=trial.is_reached, certificaat_tot=ends)
        reached = "ja" if trial.is_reached else "nee"
        await record_action(
            tx, gateway, code, TRIED, kanaal=organisatie.kanaal, bereikt=reached, uitkomst=trial.outcome
        )
    return trial
