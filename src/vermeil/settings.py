"""What the environment says, read once and checked; passed on, never imported as a value."""

import ipaddress
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """Each field can be set by an environment variable or a line of `.env`: VERMEIL_ and its name."""

    model_config = SettingsConfigDict(env_prefix="VERMEIL_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(
        default=Path("vermeil-data"), description="Folder of everything that is kept; made on start."
    )
    database: str = Field(
        default="",
        description="postgresql://user@host/name or sqlite:///path; empty: vermeil.db in the home folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0: any free one.")
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Names, separated by commas, under which a proxy in front makes this server known.",
    )
    workers: int = Field(default=1, ge=0, le=64, description="Background worker processes started by serve.")
    lease_seconds: int = Field(
        default=600, ge=10, le=86_400, description="How long a person may hold a task."
    )
    session_days: int = Field(default=14, ge=1, le=365, description="How long a sign-in lasts.")
    max_upload_mb: int = Field(default=2048, ge=1, description="Largest upload, in megabytes.")
    max_line_mb: float = Field(
        default=1, gt=0, le=1024, description="Longest line of NDJSON or CSV, in megabytes."
    )
    max_image_pixels: int = Field(default=64_000_000, ge=1, description="Largest image, in pixels.")
    private_backends: bool = Field(
        default=False,
        description="Whether models behind endpoints may be at private addresses, this machine's too.",
    )
    llm_url: str = Field(
        default="", description="The endpoint of a language model that `llm_key` is sent to, and no other."
    )
    llm_key: SecretStr = Field(default=SecretStr(""), description="The key for `llm_url`.")
    log_json: bool = Field(default=False, description="One JSON object a request on standard error.")

    @field_validator("hosts", mode="before")
    @classmethod
    def _names(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(name.strip().lower() for name in given.split(",") if name.strip())
        return given

    @field_validator("database")
    @classmethod
    def _known_database(cls, given: str) -> str:
        if given and not given.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
            raise ValueError("must be postgresql://user@host/name or sqlite:///path (or empty)")
        return given

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.home.absolute() / 'vermeil.db'}"

    @property
    def local_only(self) -> bool:
        """Whether nobody but the users of this machine can reach the server."""
        return is_local(self.host) and not self.hosts

    def ready(self) -> Self:
        """These settings, with the home folder made."""
        self.home.mkdir(parents=True, exist_ok=True)
        return self


def is_local(host: str) -> bool:
    """Whether an address or a name can be this machine's loopback alone."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
