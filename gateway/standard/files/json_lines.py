"""JSON on one line, for readers that take a line at a time."""

import json
from collections.abc import Callable
from typing import Any, Final

_LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
"""Characters that JSON allows in a text but some readers, `str.splitlines` among them, take for a line end."""


def json_line(value: Any, *, default: Callable[[Any], Any] | None = None) -> str:
    """Return the value as JSON that every reader takes for one line; all other letters stay readable."""
    return json.dumps(value, ensure_ascii=False, default=default).translate(_LINE_ENDS)
