"""Pictures with barcodes in them, the headers of an upload, and photos as visits name them."""

import base64
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import zxingcpp
from PIL import Image, ImageFilter

from backend.evidence.rules.facts import UseFacts
from backend.kernel.ids import new_id
from tests.factories.fieldwork import Stop


@dataclass(frozen=True)
class Photo:
    """Bytes and their hash."""

    data: bytes
    mime: str = "image/jpeg"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@cache
def barcode(text: str, symbology: str = "Code128") -> Image.Image:
    """A clean barcode in grey, with its quiet zone."""
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(symbology))
    return Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=3)).convert("L")


def picture(*texts: str, size: tuple[int, int] = (1200, 900), shade: int = 170) -> Image.Image:
    """A wall with labels, one under the other; not quite sharp, as photos are."""
    wall = Image.new("RGB", size, (shade, shade, shade - 8))
    for place, text in enumerate(texts):
        wall.paste(barcode(text), (60, 60 + place * 220))
    return wall.filter(ImageFilter.GaussianBlur(0.6))


def photo(*texts: str, shade: int = 170, kind: str = "JPEG", **options: Any) -> Photo:
    """A photo of labels."""
    out = io.BytesIO()
    picture(*texts, shade=shade).save(out, kind, **options)
    return Photo(out.getvalue(), f"image/{kind.lower()}")


def metadata(**values: str) -> str:
    """Upload-Metadata."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def tus_headers(sha256: str, visit_id: UUID, length: int, **more: str) -> dict[str, str]:
    """What a tus client sends to begin an upload."""
    return {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(length),
        "Upload-Metadata": metadata(sha256=sha256, visit=str(visit_id), **more),
    }


def use_of(sha256: str, *, owner: str, stop: Stop, home: int, holder_id: UUID | None = None, **changes: Any) -> UseFacts:
    """A photo as a visit at a stop names it."""
    values: dict[str, Any] = {
        "home": home, "visit_id": new_id(), "sha256": sha256, "ordinal": 1, "branch_id": home, "period": 202611,
        "holder_id": holder_id, "metering_point_id": stop.point_id, "installation_id": stop.installation_id, "task_id": new_id(),
        "owner": owner,
    }  # fmt: skip
    return UseFacts(**{**values, **changes})
