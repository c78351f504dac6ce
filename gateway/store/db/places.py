"""The places of encrypted values: each value opens only in the column and the row for which it was encrypted.

Who writes in the database without the keys can move an encrypted value to another column, row or municipality, and it
opens nowhere but at its own place: the place goes into the encryption as associated data.

Large contents are deflated first, as what is encrypted doesn't become smaller any more. A claim of ten megabytes
becomes some hundred kilobytes; as it came it would fill the write-ahead log of the database, and whatever is committed
meanwhile waits until that is on disk.
"""

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

if TYPE_CHECKING:
    from gateway.store.db.vault import Vault

Key = tuple[str | int | UUID, ...]

MAX_PLAIN_BYTES: Final = 64 * 1024
"""A content of more bytes is deflated; a smaller one isn't worth the time."""
_DEFLATED: Final = b"\0deflate\0"
"""Begins a content that is deflated. No XML and no JSON begins with a zero byte."""
_DEFLATE_LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """A column of type `geheim`."""

    table: str
    name: str
    key: tuple[str, ...] = ("gemeente", "id")
    """The columns of the table's primary key, in their order."""
    erased: bytes | None = None
    """What stands there unencrypted once the content was erased."""
    deflated: bool = False
    """Its large contents are deflated. All of its contents are XML, or JSON."""

    def at(self, *key: str | int | UUID) -> "Place":
        """Return the place in this column of the row with this key."""
        return Place(self, key)


@dataclass(frozen=True, slots=True)
class Place:
    """A column and a row."""

    column: EncryptedColumn
    key: Key

    @property
    def associated(self) -> bytes:
        """The place as associated data; no two places have the same.

        A text of the database holds no zero byte, and a UUID, which may, comes last.
        """
        parts = [each.bytes if isinstance(each, UUID) else str(each).encode() for each in self.key]
        return b"\0".join((f"{self.column.table}.{self.column.name}".encode(), *parts))

    def __str__(self) -> str:
        """Return the place for people: the column and the key of the row, which hold nothing personal."""
        return f"{self.column.table}.{self.column.name} van {' '.join(map(str, self.key))}"


@dataclass(frozen=True, slots=True)
class Findable:
    """A text that is kept as a keyed hash, and found by it. Equal texts for another purpose have another hash."""

    purpose: Literal["bsn", "aanvraag", "naam", "referentie"]
    gemeente: str
    text: str


@dataclass(frozen=True, slots=True)
class Secret:
    """Plain content on its way to its place in the database."""

    place: Place
    content: bytes

    @classmethod
    def deflated(cls, place: Place, content: bytes) -> "Secret":
        """Return this content, deflated if it is large: not on the event loop."""
        assert place.column.deflated
        return cls(place, _deflate(content))


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """A value of the database as it is kept, not yet opened."""

    vault: "Vault"
    number: int
    """Of the key; see `gateway.store.db.vault`."""
    content: bytes

    def open(self, place: Place) -> bytes:
        """Return the plain content, if this is its place. Raises VaultError."""
        content = self.decrypt(place)
        return _inflate(content) if place.column.deflated else content

    def decrypt(self, place: Place) -> bytes:
        """Return the content as it was encrypted, deflated or not, if this is its place. Raises VaultError."""
        return self.vault.decrypt(self.number, self.content, place)


def _deflate(content: bytes) -> bytes:
    if len(content) <= MAX_PLAIN_BYTES:
        return content
    return _DEFLATED + zlib.compress(content, _DEFLATE_LEVEL)


def _inflate(kept: bytes) -> bytes:
    return zlib.decompress(kept[len(_DEFLATED) :]) if kept.startswith(_DEFLATED) else kept


def open_text(kept: Ciphertext | None, place: Place) -> str | None:
    """Return the text of this place; None when nothing is kept there. Raises VaultError."""
    return None if kept is None else kept.open(place).decode()


CLIENT_BSN: Final = EncryptedColumn("clienten", "bsn")
CLIENT_DETAILS: Final = EncryptedColumn("clienten", "gegevens")
MESSAGE: Final = EncryptedColumn("berichten", "inhoud", erased=b"", deflated=True)
MESSAGE_FINDINGS: Final = EncryptedColumn("berichten", "bevindingen", erased=b"[]", deflated=True)
VERDICT_FINDINGS: Final = EncryptedColumn("beoordelingen", "bevindingen", erased=b"[]", deflated=True)
_VERSION: Final = ("gemeente", "nummer", "versie")
REMARK: Final = EncryptedColumn("toewijzing_versies", "commentaar", _VERSION)
PROVIDER_REFERENCE: Final = EncryptedColumn("toewijzing_versies", "referentie_aanbieder", _VERSION)
DECIDED_BY: Final = EncryptedColumn("toewijzing_versies", "beslist_door", _VERSION)
OVERRIDE: Final = EncryptedColumn("toewijzing_versies", "overrule", _VERSION)
HANDLED_BY: Final = EncryptedColumn("signalen", "afgehandeld_door")
NOTE: Final = EncryptedColumn("signalen", "notitie")
HOLD_REASON: Final = EncryptedColumn("bewaarplichten", "reden")
REQUEST_REFERENCE: Final = EncryptedColumn("verzoeken", "referentie", erased=b"")
ANSWERED_BY: Final = EncryptedColumn("verzoek_antwoorden", "beslist_door")
FETCHED: Final = EncryptedColumn("ophalingen", "inhoud")
PUSH_SECRET: Final = EncryptedColumn("push_geheimen", "geheim", ("organisatie", "id"))
PERSON_NAME: Final = EncryptedColumn("personen", "naam", ("organisatie", "id"))
SECOND_FACTOR: Final = EncryptedColumn("personen", "totp", ("organisatie", "id"))

COLUMNS: Final = (
    CLIENT_BSN,
    CLIENT_DETAILS,
    MESSAGE,
    MESSAGE_FINDINGS,
    VERDICT_FINDINGS,
    REMARK,
    PROVIDER_REFERENCE,
    DECIDED_BY,
    OVERRIDE,
    HANDLED_BY,
    NOTE,
    HOLD_REASON,
    REQUEST_REFERENCE,
    ANSWERED_BY,
    FETCHED,
    PUSH_SECRET,
    PERSON_NAME,
    SECOND_FACTOR,
)
"""Every encrypted column that there is."""
