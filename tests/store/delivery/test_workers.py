"""Workers live as long as they give signs of life."""

from uuid import uuid4

from gateway.store.db.database import Connection
from gateway.store.delivery import workers


async def test_a_worker_lives_as_long_as_it_says_so(tx: Connection) -> None:
    one, other, old = uuid4(), uuid4(), uuid4()
    for id in (one, other, one, old):
        await workers.give_sign_of_life(tx, id, "machine")
    assert await workers.count_living(tx) == 3
    await workers.sign_off(tx, other)
    await tx.execute("update workers set gezien_op = now() - interval '1 minute' where id = $1", one)
    await tx.execute("update workers set gezien_op = now() - interval '2 days' where id = $1", old)
    assert await workers.count_living(tx) == 0
    await workers.give_sign_of_life(tx, one, "machine")
    assert await workers.count_living(tx) == 1
    assert await tx.fetchval("select count(*) from workers") == 1
