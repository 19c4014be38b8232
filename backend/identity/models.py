"""People, the branches they work for, the phones they carry, and who is signed in."""

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.identity.rules.access import Role
from backend.kernel.db import Base, Home, Id, Instant, Json


class Branch(Base):
    """供电所: the office that owns routes and people. Its id is also the home of what was first created in it."""

    __tablename__ = "branch"
    id: Mapped[Home] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Person(Base):
    """Somebody who can sign in. The login is kept in lower case."""

    __tablename__ = "person"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]  # where deeds to this person are audited; 0: the company itself
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Role] = mapped_column(String(12))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[Instant]
    __table_args__ = (CheckConstraint("role IN ('reader','supervisor','customer','admin')", name="known_role"),)


class PersonBranch(Base):
    """Which branches a person works for."""

    __tablename__ = "person_branch"
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    branch_id: Mapped[Home] = mapped_column(ForeignKey("branch.id"), primary_key=True, index=True)


class Device(Base):
    """One installation of the app, with a long-lived credential of its own (DESIGN decision 6)."""

    __tablename__ = "device"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_by: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    enrolled_at: Mapped[Instant]
    suspended_at: Mapped[Instant | None]
    app_version: Mapped[str] = mapped_column(String(40), default="")
    last_contact_at: Mapped[Instant | None]


class DevicePerson(Base):
    """Who has signed in on a phone, and may be named by its entries."""

    __tablename__ = "device_person"
    device_id: Mapped[Id] = mapped_column(ForeignKey("device.id"), primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    since: Mapped[Instant]


class DeviceKey(Base):
    """A public key of a phone (ECDSA, P-256): what it signs with it is its own word, whoever carries it."""

    __tablename__ = "device_key"
    device_id: Mapped[Id] = mapped_column(ForeignKey("device.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(130), primary_key=True)  # the uncompressed point, hex
    registered_at: Mapped[Instant]


class SignedIn(Base):
    """A session: an opaque token's hash, expiring, revocable."""

    __tablename__ = "session"
    id: Mapped[Id] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant] = mapped_column(index=True)
    revoked_at: Mapped[Instant | None]


class SignInAttempt(Base):
    """A sign-in that was tried, counted by account and by address. Both are kept as digests only: they need not be readable."""

    __tablename__ = "sign_in_attempt"
    id: Mapped[Id] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant] = mapped_column(index=True)
    succeeded: Mapped[bool]
    __table_args__ = (Index("ix_sign_in_attempt_account", "account", "at"), Index("ix_sign_in_attempt_address", "address", "at"))


class ServerState(Base):
    """The one row that says which life of the server this is. A restored database is a new one (DESIGN decision 7)."""

    __tablename__ = "server_state"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    incarnation: Mapped[Id]
    since: Mapped[Instant]
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)


class ServerKey(Base):
    """A key of the server's: what it signs with, and what phones seal files to (`courier`). Old ones are kept, to honour what
    they signed and to open what was sealed to them; so a backup carries them."""

    __tablename__ = "server_key"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    secret: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[Instant] = mapped_column(index=True)
    __table_args__ = (CheckConstraint("purpose IN ('mac','signature','courier')", name="known_purpose"),)


class Backup(Base):
    """A backup that is safe: what phones were told was received up to its marks, they may forget (P2)."""

    __tablename__ = "backup"
    id: Mapped[Id] = mapped_column(primary_key=True)
    made_at: Mapped[Instant]
    marks: Mapped[Json]  # home → change_seq, as they were before the copy began
    place: Mapped[str] = mapped_column(String(300))
