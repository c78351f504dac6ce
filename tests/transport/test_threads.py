"""A call that hangs is left behind: others go on, and so does the end of the process."""

import asyncio
import subprocess
import sys
import threading

import pytest

from gateway.transport import threads
from gateway.transport.threads import Hanging, HangingCalls


async def test_what_the_call_returns_or_raises_reaches_its_caller() -> None:
    calls = HangingCalls("x")
    assert await calls.run({"a": 1}, divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await calls.run({"a": 1}, divmod, 7, 0)


async def test_calls_wait_for_their_own_kind_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "PATIENCE_S", 0.1)
    free, calls = threading.Event(), HangingCalls("x")
    first = asyncio.create_task(calls.run({"a": 1, "all": 9}, free.wait, 30))
    await asyncio.sleep(0)
    assert await calls.run({"b": 1, "all": 9}, abs, -1) == 1
    with pytest.raises(Hanging):
        await calls.run({"a": 1}, abs, -1)
    with pytest.raises(Hanging):
        await calls.run({"c": 1, "all": 1}, abs, -1)
    free.set()
    assert await first
    assert await calls.run({"a": 1, "all": 1}, abs, -1) == 1


async def test_a_caller_that_leaves_makes_no_room_before_its_call_ends() -> None:
    free, calls = threading.Event(), HangingCalls("x")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await calls.run({"a": 1}, free.wait, 30)
    waiting = asyncio.create_task(calls.run({"a": 1}, abs, -1))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    free.set()
    assert await waiting == 1


HANGS = """
import asyncio, threading
from gateway.transport.threads import HangingCalls

async def main():
    try:
        async with asyncio.timeout(0.1):
            await HangingCalls("x").run({"a": 1}, threading.Event().wait)
    except TimeoutError:
        print("weg")

asyncio.run(main())
"""


def test_the_process_ends_though_a_call_hangs() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "weg"
    assert done.stderr == ""
