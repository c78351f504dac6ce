"""JSON on one line, for readers that take a line at a time."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

_LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Characters that JSON allows in a text but some readers, `str.splitlines` among them, take for a line end.

JSON escapes those among the control characters of ASCII itself.
"""


@cache
def _encoder(default: Callable[[Any], Any] | None) -> json.JSONEncoder:
    """Return the encoder, made once: to make it takes longer than to write a line of the log."""
    return json.JSONEncoder(ensure_ascii=False, default=default)


def json_line(value: Any, *, default: Callable[[Any], Any] | None = None) -> str:
    """Return the value as JSON that every reader takes for one line; all other letters stay readable."""
    line = _encoder(default).encode(value)
    return line if line.isascii() else line.translate(_LINE_ENDS)
