"""A program that typesets one document: JSON comes in, a PDF goes out.

It runs as a process of its own, by its path, so that what it takes of memory ends with it and no personal data stays in
the caches of the typesetter. It reads nothing but its input and the template beside it.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any, Final

import typst

_TEMPLATE: Final = Path(__file__).with_name("document.typ")


def typeset(document: dict[str, Any]) -> bytes:
    """Return the document as PDF/UA-1; merely tagged when a character in it is in none of the fonts."""
    try:
        return _compiled(document, accessible=True)
    except typst.TypstError:
        return _compiled(document, accessible=False)


def _compiled(document: dict[str, Any], *, accessible: bool) -> bytes:
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(), ignore_system_fonts=True, sys_inputs={"document": json.dumps(document)}
    )
    found = compiler.compile(format="pdf", pdf_standards=["ua-1"] if accessible else [], timestamp=document["gemaakt"])
    assert isinstance(found, bytes)
    return found


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
