"""Expected errors of a command: one line on stderr and an exit code, never a traceback."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import typer

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from gateway.settings import Settings
    from gateway.standard.xsd.schemas import Schemas

FINDINGS: Final = 1
"""The exit code when the input is not in order, or the request is refused."""
COULD_NOT_RUN: Final = 2

_EXPECTED: Final = (
    ("gateway.cli.session.trouble", "Trouble", COULD_NOT_RUN),
    ("gateway.exchange.kernel.refusals", "Refusal", FINDINGS),
    ("gateway.policy.loading.load", "PolicyError", COULD_NOT_RUN),
    ("gateway.policy.loading.regions", "UnknownRegion", COULD_NOT_RUN),
    ("gateway.standard.timestamp", "TimestampError", COULD_NOT_RUN),
    ("gateway.standard.xsd.folder", "SchemaFolderError", COULD_NOT_RUN),
    ("gateway.store.embedded.errors", "EmbeddedPostgresError", COULD_NOT_RUN),
    ("gateway.store.db.vault", "VaultError", COULD_NOT_RUN),
    ("gateway.store.db.migrations", "SchemaError", COULD_NOT_RUN),
    ("gateway.store.db.roles", "RoleMissing", COULD_NOT_RUN),
    ("gateway.store.custody.origin", "DatabaseCopied", COULD_NOT_RUN),
    ("gateway.store.custody.move", "MoveRefused", COULD_NOT_RUN),
    ("gateway.store.custody.search_key", "ReplacementRefused", COULD_NOT_RUN),
)
"""Module and name of each exception whose text is meant for the operator, and the code to end with."""

_NETWORKS: Final = "een rij netwerken met komma's ertussen, zoals 10.20.0.0/16, 127.0.0.0/8 (niet 10.20.0.1/16)"
_ACCEPTED_VALUES: Final[Mapping[str, str]] = {
    "policy_dir": "een map die er is",
    "push_ca_file": "een bestand dat er is, met certificaten in PEM",
    "xslt_versie": "een versie van drie getallen, zoals 2.10.5",
    "push_private": _NETWORKS,
    "trusted_proxies": _NETWORKS,
    "console_hours": "een getal van 0,1 tot en met 24",
    "console_oidc_max_hours": "een getal groter dan 0 en hoogstens 744",
    "console_idle_minutes": "een getal van 1 tot en met 720",
    "delivery_days": "een getal groter dan 0 en hoogstens 365",
    "retention": "een rij met maanden per soort bericht (12 tot en met 1200, van inzages ten minste 60), "
    "zoals WMO302=60, inzages=120",
    "stilte_uren": "per kanaal een getal van 1 tot en met 8784, zoals ggk=120, dai=120",
    "max_requests": "een geheel getal van 1 tot en met 10000",
    "pool_size": "een geheel getal van 1 tot en met 500",
    "tijdstempel_url": "een adres met http of https",
    "tijdstempel_ca_file": "een bestand dat er is, met certificaten in PEM",
    "tijdstempel_uren": "een getal van 0.1 tot en met 744",
    "oidc_max_hours": "een getal groter dan 0 en hoogstens 744",
    "lock_seconds": "een getal groter dan 0 en hoogstens 600",
    "idle_transaction_seconds": "een getal groter dan 0 en hoogstens 3600",
    "connection_seconds": "een getal groter dan 0 en hoogstens 600",
    "contact_email": "een e-mailadres",
    "contact_url": "een adres met http of https",
    "failover": "synchroon, of niets",
    "ggk_versie": "twee getallen met een punt ertussen, zoals 1.0",
    "ggk_codelijst": "2025 of 2017",
    "ggk_declaratieantwoord": "Di01 of Du01",
    "ggk_dai_service": "de Service uit de CPA, zonder spaties",
    "vecozo_rol": "Instelling, Praktijk of Zorgverlener",
    "vecozo_berichttype": "ten hoogste 60 tekens, zonder spatie ervoor of erna",
    "vecozo_acties": "een woord van ten hoogste 60 tekens bij elke soort, zoals WMO305=…,WMO307=…",
    "vecozo_payload": "zip of xml",
    "vecozo_client_file": "een bestand dat er is, met het systeemcertificaat en de sleutel in PEM",
    "vecozo_seconden": "een getal van 5 tot en met 3600",
    "ggk_xsd_dir": "een map die er is",
    "ggk_client_file": "een bestand dat er is, met het certificaat en de sleutel in PEM",
    "log_level": "debug, info, warning of error",
}
"""The values that a setting takes, by its name."""


class Trouble(Exception):
    """The program can't go on; the text says why and what to do, in Dutch."""


def fail(text: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """Print the text to stderr and end the command with this exit code."""
    typer.echo(f"gateway: {text}", err=True)
    raise typer.Exit(code)


@contextmanager
def reporting_errors() -> Iterator[None]:
    """End the command with one line for an expected error inside the block; let others pass."""
    try:
        yield
    except Exception as error:
        known = explain(error)
        if known is None:
            raise
        fail(*known)


def explain(error: Exception) -> tuple[str, int] | None:
    """Return the text and the exit code for an expected error; None for any other."""
    for module, name, code in _EXPECTED:
        # An error of a module that was never imported can't have been raised, and importing it takes a second.
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(error, kind):
            return str(getattr(error, "text", error)), code
    if "gateway.store.db.faults" not in sys.modules:
        return None
    from gateway.store.db import faults

    said = faults.explain(error)
    return None if said is None else (said, COULD_NOT_RUN)


def load_settings() -> "Settings":
    """Return the settings from the environment. Raises Trouble, which names wrong settings and not their values.

    Sends warnings to stderr from then on, away from the output of a command on stdout.
    """
    from pydantic import ValidationError

    from gateway.cli.session.logs.logging import configure
    from gateway.settings import Settings

    configure("warning", stays=False)
    try:
        return Settings()
    except ValidationError as error:
        wrong = dict.fromkeys(_setting_fault(each) for each in error.errors(include_input=False))
        raise Trouble(f"Een instelling in de omgeving klopt niet. {'; '.join(wrong)}.") from None


def _setting_fault(error: "ErrorDetails") -> str:
    """Return the text about a wrong setting, or about several that don't go together."""
    if not error["loc"]:
        return str(error["ctx"]["error"])
    name = str(error["loc"][0])
    return f"GATEWAY_{name.upper()}: nodig is {_ACCEPTED_VALUES.get(name, 'een andere waarde')}"


def load_schemas(folder: Path | None) -> "Schemas":
    """Return the schemas of this folder, or our own. Raises SchemaFolderError or Trouble."""
    from gateway.standard.xsd.schemas import schemas_of

    try:
        return schemas_of(folder)
    except FileNotFoundError as error:
        raise Trouble(str(error)) from None
