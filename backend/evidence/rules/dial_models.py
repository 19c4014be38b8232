"""Where the second reader's models lie, without loading anything."""

from importlib.util import find_spec
from pathlib import Path

DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"


def models() -> Path | None:
    """The folder of RapidOCR's models; None where the package isn't installed, or holds others."""
    found = find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(next(iter(found.submodule_search_locations))) / "models"
    return folder if all((folder / name).is_file() for name in (DETECTOR, RECOGNISER)) else None


def is_here() -> bool:
    """Whether the models and what runs them are installed."""
    return find_spec("onnxruntime") is not None and models() is not None
