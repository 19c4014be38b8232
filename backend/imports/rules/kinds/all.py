"""Every kind of file there is, by its code. A new kind is a module beside this one and a line here."""

from backend.imports.rules.kind import Kind
from backend.imports.rules.kinds.network import ACCOUNTS, BOXES, INSTALLATIONS, METERS, POINTS, REGISTERS, ROUTES, TOPOLOGY
from backend.imports.rules.kinds.readings import HISTORY, REMOTE
from backend.imports.rules.kinds.wide import WIDE

# In the order in which a company that begins imports them.
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (TOPOLOGY, ACCOUNTS, POINTS, BOXES, METERS, REGISTERS, INSTALLATIONS, ROUTES, WIDE, HISTORY, REMOTE)
}
