"""The demo's role accounts. They exist only where DEMO=1 seeded them, and are shown on its sign-in page."""

from dataclasses import dataclass

from backend.identity.rules.access import Role


@dataclass(frozen=True)
class DemoAccount:
    """A role, not a person. `branches` are places in the list of the demo's branches; () is all of them."""

    login: str
    password: str
    role: Role
    branches: tuple[int, ...]
    label_en: str
    label_zh: str


DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount("reader1", "demo-reader-1", "reader", (0,), "Reader 1, first branch", "抄表员1（一所）"),
    DemoAccount("reader2", "demo-reader-2", "reader", (0,), "Reader 2, first branch", "抄表员2（一所）"),
    DemoAccount("reader3", "demo-reader-3", "reader", (1,), "Reader 3, second branch", "抄表员3（二所）"),
    DemoAccount("reader4", "demo-reader-4", "reader", (2,), "Reader 4, third branch", "抄表员4（三所）"),
    DemoAccount("supervisor1", "demo-supervisor-1", "supervisor", (0,), "Supervisor, first branch", "班长（一所）"),
    DemoAccount(
        "supervisor2", "demo-supervisor-2", "supervisor", (1, 2), "Supervisor, second and third branch", "班长（二所、三所）"
    ),
    DemoAccount("customer1", "demo-customer-1", "customer", (), "Customer", "用电客户"),
    DemoAccount("admin", "demo-admin-1", "admin", (), "Administrator", "管理员"),
)
