"""Finding out that the database was restored from a backup (DESIGN decision 7)."""

from sqlalchemy.orm import Session

from backend.identity.service import server
from backend.kernel import changes
from backend.sync.rules import receipts
from backend.sync.rules.split import Push


def shows_restore(session: Session, push: Push) -> bool:
    """Whether a push proves, by a receipt of our own from this very life, that the database has forgotten something.

    A receipt that isn't ours proves nothing: nobody may bring a new life about by claiming one.
    """
    newest = push.newest
    if newest is None or push.incarnation != str(server.incarnation(session)):
        return False
    mark = newest.get("mark")
    if not isinstance(mark, dict) or not isinstance(mark.get("home"), int) or not isinstance(mark.get("change_seq"), int):
        return False
    if mark["change_seq"] <= changes.heads(session).get(mark["home"], 0):
        return False
    return any(receipts.is_ours(newest, key) for key in server.mac_keys(session))
