"""Several users of one data folder: objects, threads, forked children and processes."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gateway.store.embedded import EmbeddedPostgres
from tests.store.embedded.conftest import Gateway
from tests.support.store.embedded import ask, processes_of

StartGateway = Callable[[Path], Gateway]


def test_the_last_object_to_leave_stops_the_server(original: Path) -> None:
    first, second = EmbeddedPostgres(original), EmbeddedPostgres(original)
    assert first.start() == second.start()
    (pid,) = processes_of(original)
    first.stop()
    assert processes_of(original) == [pid]
    assert ask(second.dsn, "select 1") == 1
    second.stop()
    assert processes_of(original) == []


def test_the_same_folder_under_another_name_is_the_same_server(original: Path) -> None:
    link = original.parent / "link"
    link.symlink_to(original)
    with EmbeddedPostgres(original) as first, EmbeddedPostgres(link) as second:
        assert first.dsn == second.dsn
        assert len(processes_of(original)) == 1
    link.unlink()


def test_threads_come_and_go_and_always_find_a_server(original: Path) -> None:
    barrier = threading.Barrier(4)

    def use(number: int) -> list[object]:
        barrier.wait()
        answers = []
        for _ in range(3):
            with EmbeddedPostgres(original) as server:
                answers.append(ask(server.dsn, f"select {number}"))
        return answers

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(use, range(4))) == [[number] * 3 for number in range(4)]
    assert processes_of(original) == []


def test_threads_share_one_object(original: Path) -> None:
    server = EmbeddedPostgres(original)
    with ThreadPoolExecutor(4) as pool:
        assert len({pool.submit(server.start).result() for _ in range(4)}) == 1
        list(pool.map(lambda _: server.stop(), range(4)))
    assert processes_of(original) == []


def test_processes_that_start_at_the_same_moment_make_one_cluster_and_one_server(
    base: Path, gateway: StartGateway
) -> None:
    gateways = [gateway(base / "data") for _ in range(4)]
    assert len({each.line() for each in gateways}) == 1
    assert len(processes_of(base)) == 1
    for each in gateways[:-1]:
        assert each.leave() == 0
    assert len(processes_of(base)) == 1
    assert gateways[-1].leave() == 0
    assert processes_of(base) == []
    assert not (base / "data/pgdata.new").exists()


def test_a_process_that_comes_while_the_server_stops_gets_a_new_one(original: Path, gateway: StartGateway) -> None:
    first = gateway(original)
    first.line()
    second = EmbeddedPostgres(original)
    thread = threading.Thread(target=first.leave)
    thread.start()
    with second:
        assert ask(second.dsn, "select 1") == 1
        thread.join()
        assert ask(second.dsn, "select 1") == 1
    assert processes_of(original) == []


def test_a_forked_child_can_not_give_up_its_parents_place(original: Path) -> None:
    server = EmbeddedPostgres(original)
    server.start()
    child = os.fork()
    if child == 0:
        server.stop()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert ask(server.dsn, "select 1") == 1
    server.stop()
    assert processes_of(original) == []


def test_a_forked_child_that_lives_on_does_not_keep_the_server_up(original: Path) -> None:
    server = EmbeddedPostgres(original)
    server.start()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    server.stop()
    assert processes_of(original) == []
    os.write(writer, b"x")
    os.waitpid(child, 0)


def test_a_forked_child_becomes_a_user_by_starting_it_itself(original: Path) -> None:
    server = EmbeddedPostgres(original)
    server.start()
    told, tell = os.pipe()
    wait, go = os.pipe()
    child = os.fork()
    if child == 0:
        server.start()
        os.write(tell, b"x")
        os.read(wait, 1)
        alive = len(processes_of(original))
        server.stop()
        os._exit(alive)
    os.read(told, 1)
    server.stop()
    assert len(processes_of(original)) == 1
    os.write(go, b"x")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert processes_of(original) == []


def test_a_user_knows_whether_it_is_alone(original: Path) -> None:
    with EmbeddedPostgres(original) as first:
        assert not first.has_others()
        with EmbeddedPostgres(original) as second:
            assert first.has_others()
            assert second.has_others()
        assert not first.has_others()
        with EmbeddedPostgres(original):  # asking took nothing away
            assert first.has_others()
    assert processes_of(original) == []
