"""What the log says, line by line."""

import io
import json
from typing import Any


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Return the lines of the log."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]
