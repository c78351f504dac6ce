"""Two requests are the same one when their keys, bodies and places are."""

from uuid import UUID

from gateway.api.http.idempotency import repeatable_request
from gateway.api.shapes.toewijzingen import ToewijzingWijziging


def hash_of(body: dict[str, object], *more: object) -> bytes:
    asked = repeatable_request("key", ToewijzingWijziging.model_validate(body), *more)
    assert asked is not None
    return asked.content_hash


def test_without_a_key_nothing_repeats() -> None:
    assert repeatable_request(None, ToewijzingWijziging()) is None


def test_absent_is_not_null_and_another_place_is_another_request() -> None:
    asked = [hash_of({}), hash_of({"einddatum": None}), hash_of({}, UUID(int=1)), hash_of({}, UUID(int=2))]
    assert len(set(asked)) == 4
    assert hash_of({}, UUID(int=1)) == asked[2]
