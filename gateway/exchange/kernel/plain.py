"""What an operator writes is kept as it stands and shown in lists: no place for a BSN."""

from urllib.parse import unquote

from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.identifiers import may_hold_bsn


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
