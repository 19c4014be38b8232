"""Accounts and their dated status."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from backend.imports.queries import existing
from backend.imports.rules import statuses
from backend.imports.rules.statuses import Span
from backend.imports.service.context import DAWN, Context, iso, new_hex
from backend.imports.service.reconcile.common import change, differing
from backend.imports.service.stage import Known, Stated, Target
from backend.imports.service.targets import ACCOUNT, ACCOUNT_STATUS

_DEFAULT_CLASS = "residential"
_STATUS_BEGINS = replace(ACCOUNT_STATUS, late=True)
_STATUS_BECOMES = Target("account_status", ("account_id", "valid_from"), ("valid_to", "status"))


def accounts(session: Session, context: Context, chunk: Sequence[Stated]) -> None:
    """Find or make accounts."""
    found = existing.accounts(session, [each.key[0] for each in chunk])
    dated = existing.statuses(session, [row.id for row in found.values()])
    known = {}
    for each in chunk:
        row = found.get(each.key[0])
        if row is None:
            home = context.branch_for(each)
            if home is None:
                continue
            known[each.key] = Known(new_hex(), home, home, _class_of(context, each))
            _make(context, each, known[each.key])
            continue
        known[each.key] = Known(row.id.hex, row.home, row.home, row.customer_class)
        before = [Span(iso(span.valid_from) or "", iso(span.valid_to), span.status) for span in dated[row.id]]
        after = _spans(context, each, before, is_new=not before)
        values = differing(row, each.attributes, ("name", "address", "customer_class"))
        if (values or after != before) and not context.may(each, row.home):
            continue
        if after != before and not values:
            context.count("account", "changed")
        else:
            change(context, "account", "account", row, values)
        _change_spans(context, row.id.hex, before, after)
    context.stage.know("account", known)


def _class_of(context: Context, each: Stated) -> str:
    if "customer_class" not in each.attributes:
        context.assumed["customer_class"] += 1
    found: str = each.attributes.get("customer_class", _DEFAULT_CLASS)
    return found


def _make(context: Context, each: Stated, account: Known) -> None:
    name, address = each.attributes.get("name", ""), each.attributes.get("address", "")
    context.stage.put(ACCOUNT, [(account.id, account.home, each.key[0], name, address, account.more)])
    context.stage.put(ACCOUNT_STATUS, [(account.id, *span) for span in _spans(context, each, [], is_new=True)])
    context.count("account", "new")


def _spans(context: Context, each: Stated, before: list[Span], *, is_new: bool) -> list[Span]:
    spans = before
    for day, status in statuses.events(each.attributes, is_new=is_new, dawn=DAWN, today=context.today.isoformat()):
        spans = statuses.with_event(spans, day, status)
    return spans


def _change_spans(context: Context, account_id: str, before: list[Span], after: list[Span]) -> None:
    kept = {span.valid_from: span for span in before}
    for span in after:
        if span.valid_from not in kept:
            context.stage.put(_STATUS_BEGINS, [(account_id, *span)])
        elif kept[span.valid_from] != span:
            context.stage.put(_STATUS_BECOMES, [(account_id, span.valid_from, span.valid_to, span.status)])
