"""Settings from the environment (GATEWAY_…), read once, when a command starts."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import DirectoryPath, Field, FilePath, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from gateway.standard.channels import MAILBOX, ChannelName

_LOCAL_ORIGINS = {("http", host) for host in ("127.0.0.1", "::1", "localhost")}

_Kind = Annotated[str, Field(pattern=r"^(WMO3[0-9]{2}|zonder-client|inzages|weigeringen)$")]
_WORD = r"[!-~]([ -~]{0,58}[!-~])?"
_Word = Annotated[str, Field(pattern=f"^{_WORD}$")]
_Months = Annotated[int, Field(ge=12, le=1200)]
_Hours = Annotated[float, Field(ge=1, le=24 * 366)]
_FIVE_YEARS_IN_MONTHS = 60


class Settings(BaseSettings):
    """The settings of an operator; each has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", frozen=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out the sources that we don't have: looking in them takes half as long again."""
        return init_settings, env_settings

    database_url: str | None = Field(None, description="PostgreSQL 15 or newer; leave out for the embedded one.")
    data_dir: Path | None = Field(None, description="Folder of the embedded database; leave out for the default.")
    key_file: Path | None = Field(None, description="File with the ring of keys; leave out for the default.")
    keys: SecretStr | None = Field(None, description="The ring of keys itself, instead of a file.")
    postgres_user: str | None = Field(
        None, description="System user that runs the embedded database when the gateway runs as root."
    )
    xsd_dir: Path | None = Field(None, description="Folder with the official schema files, instead of our own.")
    policy_dir: DirectoryPath | None = Field(None, description="Folder with regions of policy besides our own.")
    xslt_versie: str = Field(
        "2.10.5",
        pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$",
        description="XsltVersie in a return message with code 0001.",
    )
    push_private: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Private networks, comma separated, to which messages may be pushed (there also by http)."
    )
    push_ca_file: FilePath | None = Field(None, description="PEM file with more authorities to trust when pushing.")
    delivery_days: float = Field(
        3, gt=0, le=365, description="Days after which a message that can't be sent is given up, for its mailbox."
    )
    stilte_uren: Annotated[dict[ChannelName, _Hours] | None, NoDecode] = Field(
        None, description="Hours by channel after which a message without its return message counts as silent: ggk=120."
    )
    ggk_applicatie: str = Field(
        "iWmo gateway", min_length=3, max_length=50, description="The name that the gateway has in the chain (GGK)."
    )
    ggk_versie: str = Field(
        "1.0", pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$", description="The version that the gateway has in the chain."
    )
    ggk_codelijst: Literal["2025", "2017"] = Field(
        "2025", description="Which list of error codes the chain speaks by: some numbers differ."
    )
    ggk_declaratieantwoord: Literal["Di01", "Du01"] = Field(
        "Di01", description="How an answer to a claim travels: ask the operator of the GGK before the first one."
    )
    ggk_dai_service: str = Field(
        "", pattern=r"^[!-~]{0,200}$", description="The ebMS Service of the CPA, for channel dai; leave out without it."
    )
    ggk_client_file: FilePath | None = Field(
        None, description="PEM file with the certificate and the key that the gateway shows to the GGK."
    )
    vecozo_rol: Literal["Instelling", "Praktijk", "Zorgverlener"] | None = Field(
        None, description="How the providers here are registered at VECOZO; channel vecozo is off without it."
    )
    vecozo_berichttype: str = Field(
        "", pattern=f"^({_WORD})?$", description="VECOZO's word for the Wmo; channel vecozo is off without it."
    )
    vecozo_acties: Annotated[dict[_Kind, _Word], NoDecode] = Field(
        {}, description="VECOZO's word for each kind of message a provider sends (WMO305=…); off without one for each."
    )
    vecozo_payload: Literal["zip", "xml"] | None = Field(
        None, description="Whether VECOZO takes a message in a zip or as it is; channel vecozo is off without it."
    )
    vecozo_client_file: FilePath | None = Field(
        None, description="PEM file with the system certificate and its key, which the gateway shows to VECOZO."
    )
    vecozo_seconden: float = Field(
        60, ge=5, le=3600, description="Seconds between two times that VECOZO is asked what it has."
    )
    ggk_xsd_dir: DirectoryPath | None = Field(
        None, description="Folder with the official schema files of the GGK, for gateway channels schemas."
    )
    oidc_issuer: str | None = Field(None, description="Identity provider whose tokens are accepted, as in iss.")
    oidc_audience: str | None = Field(None, description="What its tokens for us have as aud.")
    oidc_jwks_url: str | None = Field(
        None, description="Where its public keys are: https, or this machine; leave out to ask the issuer."
    )
    oidc_claim: str = Field("client_id", min_length=1, description="The claim of a token that names its caller.")
    oidc_max_hours: float = Field(
        24, gt=0, le=24 * 31, description="Hours that a token is good since it was issued, whatever it says itself."
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Networks, comma separated, whose X-Client-Cert and X-Forwarded-For are believed."
    )
    retention: Annotated[dict[_Kind, _Months], NoDecode] = Field(
        {}, description="Months that content is kept, otherwise than by default: WMO302=60, inzages=120."
    )
    max_requests: int = Field(
        200, ge=1, le=10_000, description="Requests under way, per process; more are told to come back later."
    )
    console_idle_minutes: float = Field(
        30, ge=1, le=12 * 60, description="Minutes after which a person who does nothing is logged out of the console."
    )
    console_hours: float = Field(
        10, ge=0.1, le=24, description="Hours after which a person is logged out of the console in any case."
    )
    console_url: str | None = Field(
        None, description="Where browsers find this server, for an identity provider to send people back to."
    )
    console_oidc_issuer: str | None = Field(None, description="Identity provider by which people log in, as in iss.")
    console_oidc_client_id: str | None = Field(None, description="The name of the console at that provider.")
    console_oidc_client_secret: SecretStr | None = Field(
        None, description="Its secret there; leave out when the provider gave none (public client)."
    )
    console_oidc_claim: str = Field(
        "iwmo_rollen", min_length=1, description="The claim with the roles of a person, each as CODE:rol."
    )
    console_oidc_for: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Organisations, comma separated, for whose people that provider speaks."
    )
    console_oidc_max_hours: float = Field(
        12, gt=0, le=24 * 31, description="Hours since a person logged in at that provider, after which it asks again."
    )
    pool_size: int = Field(
        20,
        ge=1,
        le=500,
        description="Connections to the database, per process, beside one for messages that are booked together.",
    )
    lock_seconds: float = Field(
        10, gt=0, le=600, description="Seconds that a request waits for what another has locked in the database."
    )
    idle_transaction_seconds: float = Field(
        60, gt=0, le=3600, description="Seconds after which the database undoes what a gateway that stands still began."
    )
    connection_seconds: float = Field(
        10, gt=0, le=600, description="Seconds that a request waits for a connection to the database."
    )
    tijdstempel_url: str | None = Field(
        None, pattern=r"^https?://[^/]", description="Authority that timestamps the root over all seals (RFC 3161)."
    )
    tijdstempel_ca_file: FilePath | None = Field(
        None, description="PEM file with the authorities whose timestamps are trusted."
    )
    tijdstempel_uren: float = Field(
        24, ge=0.1, le=24 * 31, description="Hours between two timestamps of the root over all seals."
    )
    failover: Literal["synchroon"] | None = Field(
        None, description="synchroon: the server waits for its standby, which may take over then (see backup.md)."
    )
    contact_name: str = Field(
        "De beheerder van deze gateway",
        min_length=1,
        description="Whom the API names for questions.",
    )
    contact_email: str = Field(
        "beheerder@gateway.invalid", pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="The e-mail address for them."
    )
    contact_url: str = Field(
        "https://gateway.invalid", pattern=r"^https?://[^/\s]+(/\S*)?$", description="A page about this gateway."
    )
    otlp_endpoint: str | None = Field(None, description="Where traces go, by OpenTelemetry's OTLP over HTTP.")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least level to log.")

    @field_validator("push_private", "trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        return [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value

    @field_validator("retention", "stilte_uren", "vecozo_acties", mode="before")
    @classmethod
    def _terms(cls, value: object) -> object:
        parts = [each.partition("=") for each in value.split(",") if each.strip()] if isinstance(value, str) else None
        return value if parts is None else {name.strip(): term.strip() for name, _, term in parts}

    @field_validator("stilte_uren")
    @classmethod
    def _of_channels_that_send(cls, value: dict[ChannelName, float] | None) -> dict[ChannelName, float] | None:
        if MAILBOX in (value or {}):
            raise ValueError(f"{MAILBOX} stuurt niets: daarbij hoort geen tijd van stilte")
        return value

    @field_validator("retention")
    @classmethod
    def _reads_for_five_years(cls, value: dict[str, int]) -> dict[str, int]:
        if value.get("inzages", _FIVE_YEARS_IN_MONTHS) < _FIVE_YEARS_IN_MONTHS:
            raise ValueError(f"inzages blijven ten minste {_FIVE_YEARS_IN_MONTHS} maanden bewaard (Stcrt. 2019, 38007)")
        return value

    @field_validator("console_oidc_for", mode="before")
    @classmethod
    def _codes(cls, value: object) -> object:
        return [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole_provider(self) -> "Settings":
        parts = (self.oidc_issuer, self.oidc_audience)
        if any((*parts, self.oidc_jwks_url)) and not all(parts):
            raise ValueError("GATEWAY_OIDC_ISSUER en GATEWAY_OIDC_AUDIENCE horen bij elkaar")
        if self.oidc_jwks_url:
            _check_safe("OIDC_JWKS_URL", self.oidc_jwks_url)
        else:
            _check_safe("OIDC_ISSUER", self.oidc_issuer)
        return self

    @model_validator(mode="after")
    def _whole_console_provider(self) -> "Settings":
        parts = (self.console_oidc_issuer, self.console_oidc_client_id, self.console_oidc_for)
        if any((*parts, self.console_oidc_client_secret)) and not all((*parts, self.console_url)):
            raise ValueError(
                "GATEWAY_CONSOLE_OIDC_ISSUER, GATEWAY_CONSOLE_OIDC_CLIENT_ID, GATEWAY_CONSOLE_OIDC_FOR en "
                "GATEWAY_CONSOLE_URL horen bij elkaar"
            )
        _check_safe("CONSOLE_OIDC_ISSUER", self.console_oidc_issuer)
        _check_safe("CONSOLE_URL", self.console_url)
        return self


def _check_safe(name: str, found: str | None) -> None:
    """Raise ValueError unless the address in this setting goes by https, or to this machine."""
    address = urlsplit(found or "https:")
    if address.scheme != "https" and (address.scheme, address.hostname) not in _LOCAL_ORIGINS:
        raise ValueError(f"GATEWAY_{name}: nodig is een adres met https, of op deze machine")
