"""Photos that were used before, for another meter or in another month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.models import PhotoPrint
from backend.evidence.queries import prints
from backend.evidence.rules import likeness
from backend.evidence.rules.reuse import Shown, accused, is_suspect
from backend.kernel.db import insert_rows

KIND, HEADLINE = "photo_mismatch", "photo_reused"
# How many candidates are laid over the photo: the nearest by their print.
MOST = 12


@dataclass(frozen=True)
class Suspects:
    """A visit's photo, the earlier visits with the same bytes, and those whose photo may be the same picture. `ways`: photo → how
    the visit's is to be turned to lie as that one does (`likeness.WAYS`)."""

    shown: Shown
    same_bytes: tuple[Shown, ...]
    near: tuple[Shown, ...]
    ways: Mapping[str, int]

    @property
    def to_compare(self) -> tuple[str, ...]:
        """The photos that have to be laid over this one."""
        return tuple(dict.fromkeys(one.sha256 for one in self.near))


def keep_prints(session: Session, home: int, sha256: str, found: tuple[int, ...]) -> None:
    """Write down the prints of a photo; once is enough."""
    rows = []
    for cut, one in enumerate(found):
        band = likeness.bands(one)
        rows.append(
            {
                "home": home, "sha256": sha256, "cut": cut, "print": likeness.signed(one),
                **{f"band{place}": value for place, value in enumerate(band)},
            }
        )  # fmt: skip
    insert_rows(session, PhotoPrint, rows, ignore_conflicts=True)


def suspects(session: Session, *, home: int, visit_id: UUID, sha256: str, turned: Sequence[int] = ()) -> Suspects | None:
    """What was used before and shouldn't be the photo of this visit; None when its visit isn't known or its photo isn't whole.

    `turned`: the prints of the photo in the other ways, which aren't kept.
    """
    here = prints.visit_of(prints.shown(session, [sha256]), visit_id)
    if here is None:
        return None
    mine = prints.prints_of(session, home, sha256)
    ways = {one.sha256: one.way for one in prints.near(session, mine, turned, limit=MOST)} if mine else {}
    others = [one for one in prints.shown(session, {sha256, *ways}) if one.visit_id != visit_id and is_suspect(here, one)]
    return Suspects(
        shown=here,
        same_bytes=tuple(one for one in others if one.sha256 == sha256),
        near=tuple(one for one in others if one.sha256 != sha256),
        ways=ways,
    )


def accuse(session: Session, found: Suspects, alike: Mapping[str, int]) -> None:
    """Open a case for every visit that used the photo of another, whichever of them came in first.

    `alike`: photo → how much it agrees with this one, per mille.
    """
    proven = [(one, 1000) for one in found.same_bytes]
    proven += [(one, alike[one.sha256]) for one in found.near if alike.get(one.sha256, 0) >= _enough(found.shown, one)]
    nearest: dict[UUID, tuple[Shown, Shown, int]] = {}
    for one, agreement in proven:
        user, source = accused(found.shown, one)
        before = nearest.get(user.visit_id)
        if before is None or before[2] < agreement:
            nearest[user.visit_id] = (user, source, agreement)
    cases = [
        _case(user, source, agreement, way=found.ways.get((source if user == found.shown else user).sha256, 0))
        for _, (user, source, agreement) in sorted(nearest.items())
    ]
    open_cases(session, cases)


def _case(user: Shown, source: Shown, agreement: int, *, way: int) -> NewCase:
    return NewCase(
        kind=KIND, subject=("visit", str(user.visit_id)), home=user.home, branch_id=user.branch_id, period=user.period,
        headline=HEADLINE, metering_point_id=user.metering_point_id, task_id=user.task_id,
        params={
            "sha256": user.sha256, "other_sha256": source.sha256, "other_visit_id": str(source.visit_id),
            "other_point_id": str(source.metering_point_id), "other_period": source.period, "agreement": agreement,
            "same_bytes": user.sha256 == source.sha256, "turn": way % 4 * 90, "mirrored": way >= 4,
        },
    )  # fmt: skip


def _enough(here: Shown, other: Shown) -> int:
    return likeness.ALIKE_SAME_METER if here.metering_point_id == other.metering_point_id else likeness.ALIKE
