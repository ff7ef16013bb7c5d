"""Every setting, read once from the environment. `docs/settings.md` is printed from this table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things live and how the server listens. Each field names its environment variable and purpose."""

    data_folder: Path = Path("var")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    behind_tls: bool = False
    allowed_hosts: str = "*"
    metrics: bool = False
    world: bool = True
    lock_wait_seconds: int = 30
    model_url: str = ""
    model_key: str = field(default="", repr=False)
    model_name: str = ""
    model_seconds: int = 15
    model_tokens: int = 900

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database: SQLite in the data folder unless DATABASE_URL says
        otherwise.
        """
        if not self.database_url:
            return f"sqlite+pysqlite:///{self.data_folder.resolve() / 'five-truths.sqlite3'}"
        for name in ("postgres://", "postgresql://"):
            if self.database_url.startswith(name):
                return "postgresql+psycopg://" + self.database_url.removeprefix(name)
        return self.database_url


# field -> (environment variable, what it is for)
VARIABLES: dict[str, tuple[str, str]] = {
    "data_folder": ("FIVE_TRUTHS_DATA", "Folder of the embedded database, uploads and pictures."),
    "database_url": (
        "DATABASE_URL",
        "Another database, such as postgresql://user:word@host/name. Empty: SQLite.",
    ),
    "host": ("HOST", "Address to listen on. 0.0.0.0 for a class room's network."),
    "port": ("PORT", "Port to listen on."),
    "workers": ("FIVE_TRUTHS_WORKERS", "Server processes."),
    "behind_tls": ("FIVE_TRUTHS_TLS", "1 behind an https proxy: cookies become Secure and __Host-."),
    "allowed_hosts": ("FIVE_TRUTHS_HOSTS", "Host names that are answered, by commas; * answers all."),
    "metrics": ("FIVE_TRUTHS_METRICS", "1 serves Prometheus figures at /metrics."),
    "world": ("FIVE_TRUTHS_WORLD", "0 starts the server without the world's clock worker."),
    "lock_wait_seconds": (
        "FIVE_TRUTHS_LOCK_WAIT",
        "Seconds that a writer waits while another program holds the SQLite file; then 503, nothing saved.",
    ),
    "model_url": (
        "FIVE_TRUTHS_MODEL_URL",
        "OpenAI-compatible address, as http://host/v1, whose model may reword buyers' letters. Empty: none.",
    ),
    "model_key": ("FIVE_TRUTHS_MODEL_KEY", "Key that is sent to that address. Empty: none."),
    "model_name": ("FIVE_TRUTHS_MODEL", "Name of the model there."),
    "model_seconds": (
        "FIVE_TRUTHS_MODEL_SECONDS",
        "Seconds that one letter may take there; then the letter goes out as the grammar wrote it.",
    ),
    "model_tokens": ("FIVE_TRUTHS_MODEL_TOKENS", "Tokens that an answer may have."),
}


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from environment variables; what is not set keeps its default.

    Raises: ValueError naming the variable whose value cannot be read.
    """
    found: dict[str, Any] = {}
    for each in fields(Settings):
        variable, _ = VARIABLES[each.name]
        text = environment.get(variable)
        if text is None:
            continue
        default = each.default
        if isinstance(default, bool):
            if text not in ("0", "1"):
                raise ValueError(f"{variable}: write 0 or 1, not {text!r}")
            found[each.name] = text == "1"
        elif isinstance(default, int):
            if not text.isascii() or not text.isdigit():
                raise ValueError(f"{variable}: write a whole number, not {text!r}")
            found[each.name] = int(text)
        else:
            found[each.name] = Path(text) if isinstance(default, Path) else text
    return Settings(**found)
