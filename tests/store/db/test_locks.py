"""An advisory lock is of one client or Identificatie, and only a free one is taken without waiting."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.store.db.database import Connection, Database
from gateway.store.db.locks import claims_lock, client_lock, identificatie_lock, try_locks
from tests.support.api.parties import VENLO, VENRAY

KEYS = st.tuples(st.sampled_from([VENLO, VENRAY]), st.text("0123456789", min_size=9, max_size=9))


@given(KEYS, KEYS)
def test_a_lock_is_of_one_client_of_one_municipality(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (client_lock(*one) == client_lock(*other)) is (one == other)
    assert -(2**63) <= client_lock(*one) < 2**63


def test_a_lock_is_of_one_identificatie_of_one_sender() -> None:
    names = [
        ("0983", "99990001", "WMO305", "A"),
        ("0983", "99990002", "WMO305", "A"),
        ("0983", "99990001", "WMO307", "A"),
    ]
    assert len({identificatie_lock(*each) for each in names}) == len(names)


async def test_only_a_free_lock_is_taken(tx: Connection, shared_dsn: str) -> None:
    assert await try_locks(tx, [71, 72]) == [True, True]
    other = await Database.connect(shared_dsn, size=1)
    async with other.transaction() as second:
        assert await try_locks(second, [70, 71]) == [True, False]
    await other.close()


def test_the_claims_of_each_provider_have_a_lock_of_their_own() -> None:
    assert len({claims_lock("99990001"), claims_lock("99990002"), client_lock("0983", "99990001")}) == 3
