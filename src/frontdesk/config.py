"""Every setting: one typed table, each with a default and a sentence.

A setting NAME is read from the environment as FRONTDESK_NAME, or from the file that
FRONTDESK_NAME_FILE points to. Commands may override some by options.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from frontdesk.errors import OperatorError

PREFIX = "FRONTDESK_"

_RATE = re.compile(r"([1-9]\d{0,8})/([1-9]\d{0,4})", re.ASCII)

Networks = tuple[IPv4Network | IPv6Network, ...]


@dataclass(frozen=True)
class Rate:
    """At most `most` requests in any `seconds`."""

    most: int
    seconds: int


def read_rate(given: object) -> Rate | None:
    """`<n>/<seconds>`, or None for `off`; a Rate stays what it is. Raises ValueError."""
    if given is None or isinstance(given, Rate):
        return given
    text = str(given).strip().lower()
    if text == "off":
        return None
    match = _RATE.fullmatch(text)
    if match is None:
        raise ValueError("expected <requests>/<seconds>, such as 6000/60, or off")
    return Rate(int(match[1]), int(match[2]))


def read_networks(given: object) -> Networks:
    """Addresses and networks (`10.0.0.0/8`) with commas between them. Raises ValueError."""
    if isinstance(given, tuple):
        return given
    parts = [part.strip() for part in str(given).split(",")]
    try:
        return tuple(ip_network(part) for part in parts if part)
    except ValueError as error:
        raise ValueError(f"expected addresses or networks, comma-separated: {error}") from None


RateSetting = Annotated[Rate | None, NoDecode, PlainValidator(read_rate)]
NetworksSetting = Annotated[Networks, NoDecode, PlainValidator(read_networks)]


class Settings(BaseSettings):
    """`docs/configuration.md` has a heading for each; `tests/test_docs.py` compares."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True)

    database_url: SecretStr | None = Field(
        default=None,
        description="An outside PostgreSQL server; without it an embedded one is started.",
    )
    data_dir: Path = Field(
        default=Path("frontdesk-data"),
        description="Folder of the embedded database, the secret key and uploaded files.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="Signs access tokens and makes the secrets of second factors; at least 32 "
        "characters. Without it one is made and kept in the data folder.",
    )
    max_body_bytes: int = Field(
        default=1024 * 1024, ge=1024, description="Largest request body that is read."
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Address under which others reach this installation; addresses of uploaded "
        "files begin with it. Without it: http, FRONTDESK_HOST and FRONTDESK_PORT.",
    )
    max_file_bytes: int = Field(
        default=25 * 1024 * 1024,
        ge=1,
        description="Largest uploaded file, and most bytes of all files of one upload together.",
    )
    file_link_seconds: int = Field(
        default=7 * 24 * 3600,
        ge=1,
        le=10 * 365 * 24 * 3600,
        description="How long a link to a file works that needs no token.",
    )
    s3_bucket: str | None = Field(
        default=None,
        min_length=1,
        description="Bucket of an S3-compatible store for uploaded files; without it they lie in "
        "the data folder.",
    )
    s3_endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+/?$",
        description="Address of the S3-compatible store; without it that of AWS in the region.",
    )
    s3_region: str = Field(default="us-east-1", description="Region of the bucket.")
    s3_access_key: SecretStr | None = Field(
        default=None,
        description="Access key of the store; without it the credentials of the machine.",
    )
    s3_secret_key: SecretStr | None = Field(
        default=None, description="Secret key that belongs to the access key."
    )
    rate_limit: RateSetting = Field(
        default=Rate(6000, 60),
        description="Most requests of one token in a time, as `<n>/<seconds>`, or `off`; each "
        "process counts for itself.",
    )
    address_rate_limit: RateSetting = Field(
        default=Rate(300, 60),
        description="Most requests of one client address that have no valid authorization, "
        "`POST /token` among them; `<n>/<seconds>` or `off`.",
    )
    trusted_proxies: NetworksSetting = Field(
        default=(),
        description="Addresses and networks of reverse proxies, comma-separated, whose "
        "`X-Forwarded-For` says who the client is.",
    )
    webhooks_allow_http: bool = Field(
        default=False, description="Whether webhooks may go to http addresses, unencrypted."
    )
    webhooks_allow_private: bool = Field(
        default=False,
        description="Whether webhooks may go to addresses that are not public, such as those of "
        "this machine and its network.",
    )
    worker: bool = Field(
        default=True,
        description="Whether each process of `frontdesk serve` runs a worker too; without one, run "
        "`frontdesk worker`.",
    )
    database_connections: int = Field(
        default=10,
        ge=1,
        le=500,
        description="Most connections that one process opens for requests.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe log line that is written."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto",
        description="Form of log lines; auto is text on a terminal and JSON elsewhere.",
    )

    def outside_database(self) -> str | None:
        """The address of the outside server; None: the embedded one."""
        return None if self.database_url is None else self.database_url.get_secret_value()

    def public_address(self) -> str:
        """`public_url` or what stands for it, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def load_settings(**overrides: object) -> Settings:
    """Settings of the environment; overrides that are None do not count.

    Raises OperatorError that names the variable and says what it must be.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**(_settings_from_files(os.environ) | given))  # type: ignore[arg-type] # checked by pydantic
    except ValidationError as error:
        fault = error.errors()[0]
        name = PREFIX + str(fault["loc"][0]).upper()
        raise OperatorError(f"{name}: {fault['msg'].removeprefix('Value error, ')}") from None


def _settings_from_files(environment: Mapping[str, str]) -> dict[str, object]:
    return {
        name: _read_setting(variable, environment[variable])
        for name in Settings.model_fields
        if (variable := f"{PREFIX}{name.upper()}_FILE") in environment
    }


def _read_setting(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{variable}: cannot read {path}: {error}") from None
