"""Settings from the environment (GATEWAY_…), read once, at the top."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set; every value has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", frozen=True)

    database_url: str | None = Field(None, description="PostgreSQL 15 or newer; leave out for the embedded one.")
    data_dir: Path | None = Field(None, description="Folder of the embedded database; leave out for the default.")
    postgres_user: str | None = Field(
        None, description="System user that runs the embedded database when the gateway runs as root."
    )
    xsd_dir: Path | None = Field(None, description="Folder with the official schema files, instead of our own.")
    policy_dir: Path | None = Field(None, description="Folder with regions of policy besides our own.")
    xslt_versie: str = Field(
        "2.10.5",
        pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$",
        description="XsltVersie in a return message with code 0001.",
    )
    pool_size: int = Field(10, ge=1, le=500, description="Connections to the database, per process.")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least level to log.")
