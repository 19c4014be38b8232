"""Who makes a request: a signed-in person, an enrolled phone, a customer with a link, or nobody we know."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend.kernel.audit import SYSTEM, Actor

Role = Literal["reader", "supervisor", "customer", "admin"]
# What rights hang on: a person's role, or the kind of credential.
Access = Literal["reader", "supervisor", "customer", "admin", "device", "suspended", "invitation", "anonymous"]


@dataclass(frozen=True)
class Principal:
    """Who asks, and what is theirs. Made by the authenticators that app.py wires; rights follow in identity.rules.access."""

    kind: Literal["person", "device", "invitation", "anonymous"] = "anonymous"
    role: Role | None = None
    # The person; of a device, who enrolled it.
    person_id: UUID | None = None
    # Whose tasks are their own: the person, or everybody who has signed in on the device.
    holder_ids: frozenset[UUID] = frozenset()
    branch_ids: frozenset[int] = frozenset()
    # A customer's metering points.
    point_ids: frozenset[UUID] = frozenset()
    device_id: UUID | None = None
    # A suspended device may still hand over what it holds; it is journaled as quarantined (DESIGN decision 6).
    suspended: bool = False
    invitation_id: UUID | None = None
    task_id: UUID | None = None
    session_id: UUID | None = None
    # Where deeds that concern no branch are audited.
    home: int = 0

    @property
    def access(self) -> Access:
        if self.kind == "person" and self.role is not None:
            return self.role
        if self.kind == "device":
            return "suspended" if self.suspended else "device"
        return "invitation" if self.kind == "invitation" else "anonymous"

    @property
    def actor(self) -> Actor:
        """How the audit trail names them."""
        match self.kind:
            case "person":
                return Actor("person", str(self.person_id))
            case "device":
                return Actor("device", str(self.device_id), on_behalf=str(self.person_id))
            case "invitation":
                return Actor("customer", str(self.invitation_id))
            case _:
                return SYSTEM

    @property
    def label(self) -> str:
        """How a log names them: an id, never a name. Empty for nobody."""
        ids = {"person": self.person_id, "device": self.device_id, "invitation": self.invitation_id, "anonymous": None}
        found = ids[self.kind]
        return "" if found is None else f"{self.kind}:{found}"

    @property
    def owner(self) -> str:
        """As `label`, for columns that say to whom something belongs ("device:<id>")."""
        return self.label


ANONYMOUS = Principal()
