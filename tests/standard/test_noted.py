"""A hash that was noted is found again as long as the chains only grow, and no longer once one was rewritten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.noted import NotedHash, missing, root_over_all
from gateway.standard.seal import FIRST, Seal

START = datetime(2026, 1, 1, tzinfo=UTC)
MUNICIPALITIES = ("0889", "0983", "0984")


def chains(turns: list[str]) -> dict[str, list[Seal]]:
    """Return seals set one a minute, each for the municipality whose turn it is."""
    made: dict[str, list[Seal]] = {}
    for minute, gemeente in enumerate(turns):
        chain = made.setdefault(gemeente, [])
        chain.append(
            Seal(
                gemeente=gemeente,
                nummer=len(chain) + 1,
                row_count=1,
                root=bytes([minute]) * 32,
                previous=chain[-1].hash if chain else FIRST,
                set_at=START + timedelta(minutes=minute),
            )
        )
    return made


turns = st.lists(st.sampled_from(MUNICIPALITIES), min_size=2, max_size=20)


@given(turns, st.data())
def test_what_was_noted_is_found_after_the_chains_grew(order: list[str], data: st.DataObject) -> None:
    until = data.draw(st.integers(1, len(order)))
    then, now = chains(order[:until]), chains(order)
    noted = [NotedHash(root_over_all(chain[-1] for chain in then.values()))]
    noted += [NotedHash(chain[-1].hash, gemeente) for gemeente, chain in then.items()]
    noted += [NotedHash(chain[-1].hash) for chain in then.values()]
    assert missing(noted, now) == []


@given(turns, st.data())
def test_a_rewritten_seal_is_missed_by_its_own_hash_and_by_the_root(order: list[str], data: st.DataObject) -> None:
    then = chains(order)
    gemeente = data.draw(st.sampled_from(sorted(then)))
    noted = [NotedHash(root_over_all(chain[-1] for chain in then.values())), NotedHash(then[gemeente][-1].hash)]
    rewritten = replace(then[gemeente][-1], root=b"x" * 32)
    assert missing(noted, {**then, gemeente: [*then[gemeente][:-1], rewritten]}) == noted


def test_the_root_does_not_depend_on_the_order_of_the_municipalities() -> None:
    newest = [chain[-1] for chain in chains(list(MUNICIPALITIES)).values()]
    assert root_over_all(newest) == root_over_all(reversed(newest))


def test_a_hash_of_another_municipality_is_missed() -> None:
    both = chains(["0889", "0983"])
    swapped = NotedHash(both["0889"][-1].hash, "0983")
    assert missing([swapped], both) == [swapped]
