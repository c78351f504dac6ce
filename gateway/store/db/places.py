"""The places of encrypted values: each value opens only in the column and the row for which it was encrypted.

Who writes in the database without the keys can move an encrypted value to another column, row or municipality, and it
opens nowhere but at its own place: the place goes into the encryption as associated data.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

if TYPE_CHECKING:
    from gateway.store.db.vault import Vault

Key = tuple[str | int | UUID, ...]


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """A column of type `geheim`."""

    table: str
    name: str
    key: tuple[str, ...] = ("gemeente", "id")
    """The columns of the table's primary key, in their order."""
    erased: bytes | None = None
    """What stands there unencrypted once the content was erased."""

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


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """A value of the database as it is kept, not yet opened."""

    vault: "Vault"
    number: int
    """Of the key; see `gateway.store.db.vault`."""
    content: bytes

    def open(self, place: Place) -> bytes:
        """Return the plain content, if this is its place. Raises VaultError."""
        return self.vault.decrypt(self.number, self.content, place)


def open_text(kept: Ciphertext | None, place: Place) -> str | None:
    """Return the text of this place; None when nothing is kept there. Raises VaultError."""
    return None if kept is None else kept.open(place).decode()


CLIENT_BSN: Final = EncryptedColumn("clienten", "bsn")
CLIENT_DETAILS: Final = EncryptedColumn("clienten", "gegevens")
MESSAGE: Final = EncryptedColumn("berichten", "inhoud", erased=b"")
MESSAGE_FINDINGS: Final = EncryptedColumn("berichten", "bevindingen", erased=b"[]")
VERDICT_FINDINGS: Final = EncryptedColumn("beoordelingen", "bevindingen", erased=b"[]")
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
