"""Where the rooms are tied together: which handler does which job, and all tables in one place."""

from sqlalchemy import MetaData

# Importing a room's models puts its tables into the metadata.
import backend.cases.models
import backend.evidence.models
import backend.fieldwork.models
import backend.grid.models
import backend.identity.models
import backend.imports.models
import backend.kernel.audit
import backend.kernel.jobs
import backend.kernel.web.rates
import backend.readings.models
import backend.selfreport.models
import backend.supervision.models
import backend.sync.models
import backend.vee.models  # noqa: F401  as all above: for their tables
from backend.evidence import handlers as evidence
from backend.evidence.service import dials, uses
from backend.fieldwork import handlers as fieldwork
from backend.fieldwork.service import photo_policy
from backend.identity import handlers as identity
from backend.identity.service import server
from backend.imports import handlers as imports
from backend.imports.service.uploads import CARRY
from backend.kernel.db import Base
from backend.kernel.jobs import Handler
from backend.supervision import handlers as supervision
from backend.supervision.service import samples
from backend.sync import handlers as sync
from backend.sync.service import courier
from backend.vee import handlers as vee
from backend.vee.service import cohorts, together

METADATA: MetaData = Base.metadata

# The name a job is enqueued by → what does it.
HANDLERS: dict[str, Handler] = {
    server.TIDY: identity.tidy,
    uses.VERIFY: evidence.verify,
    dials.READ: evidence.read_dial,
    evidence.SWEEP: evidence.sweep,
    evidence.RETAIN: evidence.retain,
    photo_policy.PLAN: fieldwork.plan_photos,
    "vee.make_bands": vee.make,
    "vee.photo_verdict": vee.photo_verdict,
    dials.RISE: vee.photo_dial,
    cohorts.FOLLOW: vee.follow_cycle,
    together.READER_DAY: vee.reader_day,
    samples.DRAW: supervision.draw_samples,
    CARRY: imports.carry,
    courier.TAKE: sync.take_courier_file,
}

# Jobs that a migration enqueues, and that enqueue themselves for the next day.
DAILY = (server.TIDY, evidence.SWEEP, evidence.RETAIN)

# Jobs with a worker of their own, so that photos and bands don't wait behind them: those that may take minutes, and the second
# reader, a hint that costs several times what looking for barcodes does.
APART = {"long": frozenset({CARRY, evidence.RETAIN}), "dials": frozenset({dials.READ})}


def lanes() -> dict[str, dict[str, Handler]]:
    """The handlers of each worker, by the name of its lane."""
    everyday = HANDLERS.keys() - frozenset().union(*APART.values())
    return {
        lane: {name: HANDLERS[name] for name in HANDLERS if name in names}
        for lane, names in {"everyday": everyday, **APART}.items()
    }
