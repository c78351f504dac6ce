"""What people write is kept as it stands and shown in lists: no place for a BSN, nor for what XML can't hold."""

from urllib.parse import unquote

from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.json_form import NOT_IN_XML
from gateway.standard.identifiers import mask_in_text, may_hold_bsn


def must_hold_no_bsn(**texts: str | None) -> None:
    """Return when none of these texts has nine digits that may be a BSN, also percent-encoded. Raise Invalid.

    Eight digits will do: they are AGB codes and dates here.
    """
    for name, text in texts.items():
        if text is not None and (may_hold_bsn(text, short=False) or may_hold_bsn(unquote(text), short=False)):
            raise Invalid(
                "bevat-bsn",
                f"In {name.replace('_', ' ')} staan negen cijfers die een BSN kunnen zijn, en dit wordt onversleuteld "
                "bewaard. Laat die cijfers weg, of gebruik een ander kenmerk.",
            )


def xml_fault(text: str) -> str | None:
    """Return why XML can't hold this text (Dutch); None when it can."""
    wrong = NOT_IN_XML.search(text)
    return None if wrong is None else f"bevat teken U+{ord(wrong[0]):04X}, dat niet in XML kan staan"


def kept_text_fault(text: str) -> str | None:
    """Return why a name or a reason can't be kept as it stands (Dutch); None when it can."""
    if not text.strip():
        return "is leeg"
    return "bevat een BSN; laat dat weg" if mask_in_text(text) != text else None
