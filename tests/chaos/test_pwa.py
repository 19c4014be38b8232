"""The real app, killed in the middle of saving and sending; a longer storm: make chaos ONLY=pwa."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.chaos.pwa import blow_over

pytestmark = [pytest.mark.e2e, pytest.mark.chaos, pytest.mark.timeout(600)]


def test_what_the_screen_confirmed_is_on_the_server_once(
    playwright: Playwright, chromium: str, tmp_path: Path, folder_of_run: Path
) -> None:
    killed = blow_over(playwright, chromium, tmp_path, folder_of_run, seed=3, kills=4)
    assert (killed.lost, killed.doubled, killed.errors) == ({}, {}, [])
    assert set(killed.kills) == {"during_save", "during_sync", "while_typing"}
    assert killed.confirmed
    assert killed.report["kills"] == 4
