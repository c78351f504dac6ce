"""The signals on deliveries that were given up or are silent: raised as that happens, ended as it is made good.

The daily round of signals does the same (`exchange/signals`), so both take turns.
"""

from collections.abc import Sequence
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.checks.dates import nl812, nl819
from gateway.policy.watch_file import Signal
from gateway.store.care import message_view
from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from gateway.store.signals import causes, signaal_rondes


async def signal_undelivered(tx: Connection, gateway: Gateway, messages: Sequence[tuple[str, UUID]]) -> None:
    """Make the signals on these messages, each with its municipality, match the state of their deliveries.

    Call it after the statements that changed those: a round of signals that read them before has its turn first.
    A municipality that has no signals here, since another gateway serves it, is passed over.
    """
    for gemeente in sorted({gemeente for gemeente, _ in messages}):
        found = await organisaties.find(tx, gemeente)
        if found is None or found.soort != "gemeente" or found.extern:
            continue
        ids = [id for other, id in messages if other == gemeente]
        await signaal_rondes.await_turn(tx, gemeente)
        lasting = {
            (code, each.sleutel): each.id
            for code in (nl812.card.code, nl819.card.code)
            for each in await causes.list_lasting_of_keys(tx, gemeente, code, [str(id) for id in ids])
        }
        new: list[tuple[UUID | None, Signal]] = []
        for client, troubled in (await message_view.load_given_up_of_messages(tx, gemeente, ids)).items():
            for each in troubled:
                signal = nl819.silent(each) if each.silent else nl812.undelivered(each)
                if lasting.pop((signal.code, signal.sleutel), None) is None:
                    new.append((client, signal))
        if new:
            await causes.add(tx, gemeente, new, gateway.now())
        if lasting:
            await causes.end_causes(tx, gemeente, list(lasting.values()), gateway.now())
