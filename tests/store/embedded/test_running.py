"""A server that runs is joined, and one that was stopped is started again."""

from pathlib import Path

from gateway.store.embedded.account import choose_account
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.running import Place, join_or_start, stop_server
from tests.support.store.embedded import processes_of


def test_a_server_is_joined_as_long_as_it_runs(data: Path) -> None:
    folder = DataFolder(data)
    place = Place(folder, choose_account(None, folder.pgdata), 30)
    first = join_or_start(place, {"fsync": "off"})
    assert join_or_start(place, {}) == first
    assert processes_of(data) == [first.pid]
    stop_server(place, first)
    assert processes_of(data) == []
    second = join_or_start(place, {"fsync": "off"})
    assert second.pid != first.pid
    stop_server(place, second)
