"""What rooms may know of the configuration. config.py fills it; nothing here reads the environment."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Settings:
    """The settings that concern more than the start of the server."""

    # Business dates are the utility's, wherever the server stands.
    time_zone: ZoneInfo = _SHANGHAI
    # A demo shows its accounts on the sign-in page and its practice meters to everybody.
    demo: bool = False
    version: str = "0"
    # Of the plausibility rules; app.py takes it from them.
    rules_version: int = 1
    # Cookies are only given back over https.
    secure: bool = False
    # Days a phone keeps what was received, besides waiting for the backup.
    keep_days: int = 30
    photo_max_kb: int = 200
    # The most bytes one photo may have on the wire.
    photo_limit: int = 8 * 1024 * 1024
    # What one phone may have begun and not finished, and how many megabytes of photos it may send within a day.
    uploads_open: int = 200
    uploads_day_mb: int = 2_000
    # The most pixels that are ever decoded.
    photo_pixels: int = 50_000_000
    # Whether the digits in photos are read as a second opinion, where the recogniser is installed.
    read_dials: bool = True
    # Where uploads in flight lie: a folder that all processes of the server share.
    parts: Path = Path("var/uploads")
    import_limit: int = 256 * 1024 * 1024
    # Where the address a customer is sent begins, when it isn't the one the request came by: "https://reading.example".
    public_url: str = ""
