"""What would give away a person: looked for in everything that the gateway says to others than those it may tell."""

import re
from typing import Final

from tests.support.berichten import VOLLEDIGE_NAAM

NAAM: Final = VOLLEDIGE_NAAM.geslachtsnaam.achternaam
# All BSNs of the tests begin with 9999; in a UUID, a hash or a figure nine digits are no BSN.
_BSN: Final = r"(?<![0-9A-Za-z.])9999[0-9]{5}(?![0-9A-Za-z])"
# That a message ends within <Client> may be said; what it says there may not.
_XML: Final = r"<\?xml|xmlns[:=]|</?wmo3[0-9]{2}:"
_VERRAAD: Final = re.compile(f"{_BSN}|{_XML}|{re.escape(NAAM)}")


def verraad(text: str) -> list[str]:
    """Each BSN, name and piece of a message in this text, with what stands around it."""
    return [text[max(0, each.start() - 60) : each.end() + 20] for each in _VERRAAD.finditer(text)]
