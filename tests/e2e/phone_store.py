"""What lies in the phone's own database, looked at behind the app's back."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# Opens the person's database and each picture with the phone's own key: the bytes as they were kept at the shutter.
_PHOTOS = """async (person) => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await ask(indexedDB.open(`meterround-${person}`));
  const all = (table) => ask(db.transaction(table).objectStore(table).getAll());
  const [{ key }] = await all("keys");
  const pictures = new Map((await all("pictures")).map((row) => [row.sha256, row.sealed]));
  const found = [];
  for (const row of await all("photos")) {
    const { iv, data } = pictures.get(row.sha256);
    const additionalData = new TextEncoder().encode(`picture/${row.sha256}`);
    const bytes = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, data));
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    found.push({ entry_id: row.entry_id, sha256: row.sha256, task_id: row.task_id, state: row.state, bytes: btoa(text) });
  }
  db.close();
  return found;
}"""

_ENTRIES = """async (person) => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await ask(indexedDB.open(`meterround-${person}`));
  const rows = await ask(db.transaction("entries").objectStore("entries").getAll());
  db.close();
  return rows.map(({ id, seq, kind, task_id, state, outcome }) => ({ id, seq, kind, task_id, state, outcome }));
}"""


_TASKS = """async (person) => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await ask(indexedDB.open(`meterround-${person}`));
  const rows = await ask(db.transaction("tasks").objectStore("tasks").getAll());
  db.close();
  return rows.map(({ id, state, holding, gone }) => ({ id, state, holding, gone }));
}"""


@dataclass(frozen=True)
class TakenPhoto:
    """A photo as the phone keeps it; `sha256` is computed here, from its bytes."""

    visit_id: str
    task_id: str
    state: str
    declared: str
    sha256: str
    size: int


def photos(page: Page, person_id: str) -> list[TakenPhoto]:
    found = []
    for row in page.evaluate(_PHOTOS, person_id):
        raw = base64.b64decode(row["bytes"])
        digest = hashlib.sha256(raw).hexdigest()
        found.append(TakenPhoto(row["entry_id"], row["task_id"], row["state"], row["sha256"], digest, len(raw)))
    return found


def entries(page: Page, person_id: str) -> list[dict[str, Any]]:
    """Entries in order, without their contents."""
    rows: list[dict[str, Any]] = page.evaluate(_ENTRIES, person_id)
    return sorted(rows, key=lambda row: row["seq"])


def tasks(page: Page, person_id: str) -> dict[str, dict[str, Any]]:
    """What the server last said of each task, by its id."""
    return {row["id"]: row for row in page.evaluate(_TASKS, person_id)}
