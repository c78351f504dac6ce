"""What a log line holds, and what it never holds."""

import io
import logging

import structlog

from gateway.cli.session.logs.logging import configure
from tests.cli.session.logs.stream import lines
from tests.support.messages.messages import BSN


def test_a_line_is_json_with_time_level_and_facts(stream: io.StringIO) -> None:
    structlog.get_logger("hier").info("push", poging=1)
    [line] = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "push", "level": "info", "logger": "hier", "poging": 1}


def test_libraries_are_heard_when_something_is_wrong(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://zorg.example")
    logging.getLogger("uvicorn.error").warning("wat is %s", "dit")
    assert [line["event"] for line in lines(stream)] == ["wat is dit"]


def test_what_is_below_the_level_is_not_written(stream: io.StringIO) -> None:
    structlog.get_logger("hier").debug("stil")
    configure("error")
    structlog.get_logger("hier").warning("stil")
    assert lines(stream) == []


def test_a_bsn_in_an_exception_is_masked(stream: io.StringIO) -> None:
    try:
        raise ValueError(f"Key (bsn)=({BSN}) already exists.")
    except ValueError:
        structlog.get_logger("hier").exception("mis", bsn=BSN)
        logging.getLogger("daar").exception("mis %s", BSN)
    assert BSN not in stream.getvalue()
    ours, theirs = lines(stream)
    assert "ValueError" in ours["exception"]
    assert "ValueError" in theirs["exception"]
    assert ours["bsn"] == "******006"


def test_a_line_that_nobody_reads_any_more_stops_no_work(stream: io.StringIO) -> None:
    stream.close()
    structlog.get_logger("hier").info("push")
    logging.getLogger("daar").warning("push")


def test_a_line_is_a_line_for_every_reader(stream: io.StringIO) -> None:
    odd = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
    structlog.get_logger("hier").info("push", waarde=odd)
    logging.getLogger("daar").warning(odd)
    ours, theirs = lines(stream)  # splits as str.splitlines does
    assert ours["waarde"] == odd
    assert theirs["event"] == odd
