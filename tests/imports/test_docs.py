"""docs/import.md says what the code does."""

from backend.imports.commands import import_files
from backend.imports.driver import CHUNK, JUDGED_CHUNK
from scripts.import_docs import MARK, PAGE, reference


def test_kinds_columns_and_faults_are_documented() -> None:
    text = PAGE.read_text()
    assert text[text.index(MARK) :] == reference(), "python -m scripts.import_docs"


def test_every_option_is_documented() -> None:
    text = PAGE.read_text()
    for parameter in import_files.params:
        for name in parameter.opts:
            assert not name.startswith("--") or f"`{name}" in text or f" {name} " in text, name


def test_the_figures_are_the_codes() -> None:
    assert (CHUNK, JUDGED_CHUNK) == (2000, 200)
