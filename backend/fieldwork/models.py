"""Routes, periods, runs, tasks, who holds them, and what happened at the meter."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import clock
from backend.kernel.db import E4, Base, Home, Id, Instant, Json
from backend.kernel.settings import Settings


class Route(Base):
    """抄表段: ordered metering points of a branch."""

    __tablename__ = "route"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    blind: Mapped[bool] = mapped_column(default=True)
    batch: Mapped[int | None]  # the file it came in (grid.queries.published)
    __table_args__ = (UniqueConstraint("branch_id", "code"),)


class RouteSchedule(Base):
    """Frequency (monthly, odd, even, several) and 抄表例日 of a route, dated."""

    __tablename__ = "route_schedule"
    route_id: Mapped[Id] = mapped_column(ForeignKey("route.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    frequency: Mapped[str] = mapped_column(String(10), default="monthly")
    reading_day: Mapped[int]
    walks: Mapped[int] = mapped_column(default=1)  # how many runs a period, for frequency `several`
    __table_args__ = (
        CheckConstraint("frequency IN ('monthly','odd','even','several')", name="known_frequency"),
        CheckConstraint("reading_day BETWEEN 1 AND 31", name="day_of_month"),
    )


class RouteStop(Base):
    """A metering point's place in a route, from–to. A point stands in one route at a time."""

    __tablename__ = "route_stop"
    route_id: Mapped[Id] = mapped_column(ForeignKey("route.id"), primary_key=True)
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    valid_to: Mapped[dt.date | None]
    sequence: Mapped[int]
    batch: Mapped[int | None]  # the file it came in (grid.queries.published)
    __table_args__ = (Index("ix_route_stop_point", "metering_point_id"),)


class BillingPeriod(Base):
    """电费年月 of a branch. Closed is a business state: late entries are still stored."""

    __tablename__ = "billing_period"
    branch_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_at: Mapped[Instant]
    opened_by: Mapped[Id | None]
    closed_at: Mapped[Instant | None]
    __table_args__ = (CheckConstraint("state IN ('open','closed')", name="known_state"),)


class Exclusion(Base):
    """A due metering point that is not read this period, with who approved it and why."""

    __tablename__ = "exclusion"
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    approved_by: Mapped[Id]
    approved_at: Mapped[Instant]


class Run(Base):
    """抄表计划: one walk of a route in a period, numbered. planned → downloaded → reading → reviewed → released."""

    __tablename__ = "run"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    route_id: Mapped[Id] = mapped_column(ForeignKey("route.id"))
    period: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default="planned")
    window_from: Mapped[dt.date]
    window_to: Mapped[dt.date]
    __table_args__ = (
        UniqueConstraint("route_id", "period", "number"),
        CheckConstraint("state IN ('planned','downloaded','reading','reviewed','released')", name="known_state"),
        Index("ix_run_branch_period", "branch_id", "period"),
    )


class Task(Base):
    """抄表任务: one installation to be read in a run."""

    __tablename__ = "task"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    run_id: Mapped[Id] = mapped_column(ForeignKey("run.id"))
    period: Mapped[int]
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"))
    installation_id: Mapped[Id] = mapped_column(ForeignKey("installation.id"))
    kind: Mapped[str] = mapped_column(String(12), default="regular")
    sequence: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="open")
    holder_id: Mapped[Id | None]
    version: Mapped[int] = mapped_column(default=0)  # raised by every assignment
    due_from: Mapped[dt.date]
    due_to: Mapped[dt.date]
    frozen_at: Mapped[Instant | None]  # the moment the value must stand for, where it is not "now"
    reason: Mapped[str | None] = mapped_column(String(300))
    follows_id: Mapped[Id | None]  # the task whose reading this one repeats (re-read, make-up)
    visit_id: Mapped[Id | None]  # the visit that stands for the task
    photo: Mapped[str] = mapped_column(String(10), default="always", server_default="always")  # always | doubtful | box | none
    photo_policy_id: Mapped[Id | None]  # what said so, and how large it may be; None: nobody set anything
    __table_args__ = (
        CheckConstraint("kind IN ('regular','first','make_up','re_read','field_check','special')", name="known_kind"),
        CheckConstraint(
            "state IN ('open','read','skipped','returned','contested','closed_elsewhere','cancelled')", name="known_state"
        ),
        Index("ix_task_run", "run_id", "sequence"),
        # No index names the state: then PostgreSQL can write its many changes in place (HOT).
        Index("ix_task_holder", "holder_id"),
        Index("ix_task_point", "metering_point_id", "period"),
        Index("ix_task_branch", "branch_id", "period"),
        {"postgresql_with": {"fillfactor": 70}},
    )


class PhotoPolicy(Base):
    """Which visits need a photo, how large and over which networks, from a day on; the newest that applies wins."""

    __tablename__ = "photo_policy"
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int | None]  # None: every branch, class, route
    customer_class: Mapped[str | None] = mapped_column(String(30))
    route_id: Mapped[Id | None]
    valid_from: Mapped[dt.date]
    version: Mapped[int]
    need: Mapped[str] = mapped_column(String(10))
    share: Mapped[int]  # of a sample, in per mille
    seed: Mapped[int]  # of a sample: who knows it can draw it again
    max_kb: Mapped[int]
    max_px: Mapped[int]  # of the longer side
    network: Mapped[str] = mapped_column(String(10))
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("need IN ('all','doubtful','sample','box','none')", name="known_need"),
        CheckConstraint("network IN ('any','unmetered')", name="known_network"),
        {"info": {"immutable": True}},
    )

    @property
    def backdated(self) -> bool:
        """Whether it was set after the day it is valid from, in the utility's calendar: visits until then weren't asked so."""
        return self.valid_from < clock.business_date(self.set_at, Settings.time_zone)


class Assignment(Base):
    """派工 and 改派: every change of a task's holder, by version."""

    __tablename__ = "assignment"
    task_id: Mapped[Id] = mapped_column(ForeignKey("task.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[Id | None]
    from_holder_id: Mapped[Id | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[Id | None]
    at: Mapped[Instant]
    __table_args__ = ({"info": {"immutable": True}},)


class Holding(Base):
    """The ledger's row (P8): every task ever assigned to a holder, in exactly one state for that holder."""

    __tablename__ = "holding"
    task_id: Mapped[Id] = mapped_column(ForeignKey("task.id"), primary_key=True)
    holder_id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    run_id: Mapped[Id]
    period: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="open")
    version: Mapped[int]  # the assignment version under which this holder last held it
    __table_args__ = (
        CheckConstraint(
            "state IN ('read','skipped','returned','moved','contested','closed_elsewhere','cancelled','open')", name="known_state"
        ),
        Index("ix_holding_holder", "holder_id", "period"),
        Index("ix_holding_run", "run_id"),
        Index("ix_holding_branch", "branch_id", "period"),
        {"postgresql_with": {"fillfactor": 70}},
    )


class Visit(Base):
    """现场抄表: what happened at a meter. Its id is the id of the entry that reported it."""

    __tablename__ = "visit"
    home: Mapped[Home] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    period: Mapped[int]
    run_id: Mapped[Id]
    task_id: Mapped[Id]
    metering_point_id: Mapped[Id]
    installation_id: Mapped[Id]
    person_id: Mapped[Id | None]
    device_id: Mapped[Id | None]
    outcome: Mapped[str] = mapped_column(String(12))  # read | skipped | inspected
    source: Mapped[str] = mapped_column(String(12), default="phone")  # phone | customer | remote | office
    skip_code: Mapped[str | None] = mapped_column(String(20))
    troubles: Mapped[Json]
    note: Mapped[str | None] = mapped_column(Text)
    meter_found: Mapped[Json | None]
    place: Mapped[Json | None]
    judged: Mapped[Json | None]
    taken_at: Mapped[Instant]  # by the device's clock
    corrected_at: Mapped[Instant | None]  # None: unknown (DESIGN decision 6)
    received_at: Mapped[Instant]
    standing: Mapped[str] = mapped_column(String(12), default="stands")  # stands | superseded | contested | set_aside
    sameness: Mapped[str | None] = mapped_column(String(64))  # equal for two visits that say the same thing
    seq: Mapped[int | None]  # its place among its device's entries; None: no device's, or from before this was kept
    __table_args__ = (
        CheckConstraint("outcome IN ('read','skipped','inspected')", name="known_outcome"),
        CheckConstraint("source IN ('phone','customer','remote','office')", name="known_source"),
        CheckConstraint("standing IN ('stands','superseded','contested','set_aside')", name="known_standing"),
        Index("ix_visit_task", "home", "task_id"),
        Index("ix_visit_person", "home", "person_id", "taken_at"),
    )


class Invitation(Base):
    """A signed, expiring link that opens one task to its customer. Only the token's hash is kept."""

    __tablename__ = "invitation"
    id: Mapped[Id] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    task_id: Mapped[Id] = mapped_column(ForeignKey("task.id"), index=True)
    metering_point_id: Mapped[Id]
    created_by: Mapped[Id]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]


class Attempt(Base):
    """A value committed blind, before its hint was shown (P6). Appended only; its id is the id of its entry."""

    __tablename__ = "attempt"
    home: Mapped[Home] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    task_id: Mapped[Id]
    installation_id: Mapped[Id]
    register_id: Mapped[Id]
    number: Mapped[int]
    value_e4: Mapped[E4]
    hint: Mapped[Json]  # codes of the rules whose hint was shown afterwards
    rules_version: Mapped[int]
    band_version: Mapped[int]
    person_id: Mapped[Id]
    device_id: Mapped[Id]
    recorded_at: Mapped[Instant]  # by the device's clock
    __table_args__ = (Index("ix_attempt_task", "home", "task_id"), {"info": {"immutable": True}})


class FieldNote(Base):
    """Something a reader told that is no reading: personal text, so it lies apart from journal digests and audit."""

    __tablename__ = "field_note"
    home: Mapped[Home] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    task_id: Mapped[Id | None]
    metering_point_id: Mapped[Id | None]
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[Json | None]
    person_id: Mapped[Id]
    device_id: Mapped[Id]
    recorded_at: Mapped[Instant]
    __table_args__ = (Index("ix_field_note_branch", "branch_id", "recorded_at"), Index("ix_field_note_task", "task_id"))
