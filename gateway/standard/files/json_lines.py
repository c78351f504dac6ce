"""JSON on one line, for readers that take a line at a time."""

import json
from collections.abc import Callable
from typing import Any, Final

_LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Characters that JSON allows in a text but some readers, `str.splitlines` among them, take for a line end.

JSON escapes those among the control characters of ASCII itself.
"""


def json_line(value: Any, *, default: Callable[[Any], Any] | None = None) -> str:
    """Return the value as JSON that every reader takes for one line; all other letters stay readable."""
    line = json.dumps(value, ensure_ascii=False, default=default)
    return line if line.isascii() else line.translate(_LINE_ENDS)
