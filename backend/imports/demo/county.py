"""A county company that doesn't exist: three branches, twelve routes, about six hundred meters. The same for the same seed."""

import datetime as dt
from dataclasses import dataclass, field, replace
from random import Random

from backend.imports.demo.seasons import Habit

SEED = 2026
HISTORY_MONTHS = 24


@dataclass(frozen=True)
class BranchPlan:
    """A branch, where it lies (GCJ-02, as the map it was drawn on), and what its four routes are called."""

    code: str
    name: str
    place: str
    lat: float
    lon: float
    routes: tuple[str, str, str, str]


BRANCHES: tuple[BranchPlan, ...] = (
    BranchPlan("DH", "东河供电所", "东河", 36.1052, 113.2107, ("东河小区", "东河村", "东河老街", "东河园区")),
    BranchPlan("XL", "西岭供电所", "西岭", 36.0718, 113.1432, ("西岭花园", "西岭村", "西岭集镇", "西岭工业区")),
    BranchPlan("NP", "南坪供电所", "南坪", 36.0127, 113.2390, ("南坪新村", "南坪村", "南坪街", "南坪园区")),
)


@dataclass(frozen=True)
class Dial:
    """A meter's kind: what it shows and how it is built."""

    registers: str
    digits: int
    decimals: int
    phases: str
    model: str
    current: str
    voltage: str


SINGLE = Dial("单费率", 6, 2, "单相", "DDZY102", "5(60)A", "220V")
OLD = Dial("单费率", 5, 0, "单相", "DD862", "5(20)A", "220V")
TOU = Dial("分时", 6, 2, "单相", "DDZY102F", "5(60)A", "220V")
THREE = Dial("单费率", 6, 2, "三相", "DTZY341", "5(60)A", "3×220/380V")
THREE_CT = Dial("分时", 6, 2, "三相", "DTZY341-CT", "1.5(6)A", "3×220/380V")
DEMAND = Dial("分时需量", 6, 2, "三相", "DTZY341-D", "1.5(6)A", "3×220/380V")
TWO_WAY = Dial("双向", 6, 2, "单相", "DDZY102-PV", "5(60)A", "220V")


@dataclass(frozen=True)
class Fitted:
    """A meter at a point from–to.

    `before`: what its dial had counted when the history begins, or when it was hung after that. `about_to_roll`: the dial stands
    just before its end now, so that the next reading begins at zero again.
    """

    asset: str
    serial: str
    comm: str
    dial: Dial
    since: dt.date
    until: dt.date | None = None
    before: float = 0.0
    about_to_roll: bool = False


@dataclass(frozen=True)
class Site:
    """A metering point with all that a file says of it. `daily` is its mean consumption a day in kWh, `out` what it feeds in."""

    branch: int
    route: int | None
    sequence: int
    account: str
    name: str
    customer_class: str
    point: str
    role: str
    address: str
    hint: str
    lat: float
    lon: float
    area: int
    habit: Habit
    daily: float
    meters: tuple[Fitted, ...]
    multiplier: int = 1
    ratio: str = ""
    capacity: int = 8
    out: float = 0.0
    box: str = ""
    floor: str = ""
    row: int = 0
    column: int = 0
    opened: dt.date = dt.date(2018, 5, 1)
    closed: dt.date | None = None
    status: str = "正常"


@dataclass(frozen=True)
class Box:
    """A meter box with so many rows and columns."""

    branch: int
    barcode: str
    address: str
    rows: int
    columns: int


@dataclass
class County:
    """All of it."""

    today: dt.date
    history_from: dt.date
    sites: list[Site] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def _months_before(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


class _Builder:
    def __init__(self, today: dt.date, seed: int) -> None:
        self.county = County(today, history_from=_months_before(today, HISTORY_MONTHS + 1))
        self.random = Random(seed)  # noqa: S311  a demo's dice, and the same every time
        self._accounts = [0] * len(BRANCHES)
        self._meters = 0
        self._boxes = 0
        self._sequence: dict[tuple[int, int], int] = {}

    def fitted(self, branch: int, dial: Dial, since: dt.date | None = None) -> Fitted:
        """A new meter. Asset numbers have 22 digits and begin with zeros that matter."""
        self._meters += 1
        number = self._meters
        return Fitted(
            asset=f"01340{branch + 1:02}0{100_000_000_000 + number * 7919:014}",
            serial=f"{2015 + number % 9}{number * 37 % 100_000_000:08}",
            comm=f"{branch + 1:02}{number * 104_729 % 10_000_000_000:010}",
            dial=dial,
            since=since or dt.date(2016 + number % 7, 1 + number % 12, 1 + number % 27),
        )

    def box(self, branch: int, address: str, rows: int, columns: int) -> str:
        self._boxes += 1
        barcode = f"BX{branch + 1}{self._boxes:07}"
        self.county.boxes.append(Box(branch, barcode, address, rows, columns))
        return barcode

    def account(self, branch: int) -> str:
        self._accounts[branch] += 1
        return f"31{branch + 1}{self._accounts[branch]:07}"

    def add(
        self, branch: int, route: int, *, name: str, customer_class: str, address: str, habit: Habit, daily: float, dial: Dial,
        **more: object,
    ) -> Site:  # fmt: skip
        """A site at the end of a route, with one meter that has run for years."""
        key = (branch, route)
        self._sequence[key] = self._sequence.get(key, 0) + 10
        account = self.account(branch)
        plan = BRANCHES[branch]
        meter = self.fitted(branch, dial)
        site = Site(
            branch=branch, route=route, sequence=self._sequence[key], account=account, name=name, customer_class=customer_class,
            point=f"P{account}1", role="结算", address=address, hint="", area=branch * 4 + route, habit=habit,
            daily=round(daily * self.random.uniform(0.75, 1.3), 3), meters=(meter,),
            lat=round(plan.lat + (route - 1.5) * 0.004 + self._sequence[key] * 0.00003 + self.random.uniform(-2, 2) * 1e-4, 7),
            lon=round(plan.lon + (route - 1.5) * 0.005 + self.random.uniform(-6, 6) * 1e-4, 7),
        )  # fmt: skip
        site = replace(site, **more)  # type: ignore[arg-type]
        years_ago = max(0, (self.county.history_from - meter.since).days)
        before = round(years_ago * site.daily / site.multiplier, 2) % 10**dial.digits
        site = replace(site, meters=(replace(meter, before=before),))
        self.county.sites.append(site)
        return site

    # ---- four kinds of route

    def apartments(self, branch: int) -> None:
        """Stairwells with a box of twelve, nine or six meters on each."""
        place, number = BRANCHES[branch].routes[0], 0
        for block in range(1, 4):
            for unit, (rows, columns) in enumerate(((3, 4), (3, 3), (2, 3)), 1):
                address = f"{place}{block}号楼{unit}单元"
                barcode = self.box(branch, address, rows, columns)
                for place_in_box in range(rows * columns):
                    number += 1
                    row, column = place_in_box // columns + 1, place_in_box % columns + 1
                    dial = TOU if number % 7 == 0 else SINGLE
                    empty = number % 13 == 0
                    self.add(
                        branch, 0, name=f"居民用户{number:03}", customer_class="居民生活",
                        address=f"{address}{row}0{column}室", habit="empty" if empty else "flat",
                        daily=0.02 if empty else 5.2, dial=dial, box=barcode, floor=str(row), row=row, column=column,
                    )  # fmt: skip

    def village(self, branch: int) -> None:
        """Houses, many with their meters in boxes of six at the lane's mouth, and the pumps."""
        place = BRANCHES[branch].routes[1]
        for group in range(1, 7):
            address = f"{place}{group}组"
            barcode = self.box(branch, f"{address}巷口", 2, 3)
            for house in range(1, 9):
                boxed = house <= 6
                self.add(
                    branch, 1, name=f"村民用户{group}{house:02}", customer_class="居民生活", address=f"{address}{house}号",
                    habit="empty" if (group * 8 + house) % 15 == 0 else "village",
                    daily=0.0 if (group * 8 + house) % 15 == 0 else 3.4, dial=OLD if house == 8 else SINGLE,
                    box=barcode if boxed else "", floor="", row=(house - 1) // 3 + 1 if boxed else 0,
                    column=(house - 1) % 3 + 1 if boxed else 0, hint="" if boxed else "院门内墙上",
                )  # fmt: skip
        for pump in range(1, 4):
            self.add(
                branch, 1, name=f"排灌站{pump}", customer_class="农业排灌", address=f"{place}{pump}号机井", habit="pump",
                daily=46.0, dial=THREE, hint="井房钥匙在村委", capacity=30,
            )  # fmt: skip

    def street(self, branch: int) -> None:
        """Shops, a few of them large enough for current transformers; public lighting; the market's box of nine."""
        place = BRANCHES[branch].routes[2]
        barcode = self.box(branch, f"{place}市场东墙", 3, 3)
        for shop in range(1, 41):
            boxed = shop <= 9
            large = shop % 9 == 0 and not boxed
            self.add(
                branch, 2, name=f"商户{shop:03}", customer_class="一般工商业", address=f"{place}{shop}号", habit="shop",
                daily=85.0 if large else 11.0, dial=THREE_CT if large else TOU if shop % 5 == 0 else SINGLE,
                multiplier=20 if large else 1, ratio="100/5" if large else "", capacity=60 if large else 10,
                box=barcode if boxed else "", row=(shop - 1) // 3 + 1 if boxed else 0, column=(shop - 1) % 3 + 1 if boxed else 0,
            )  # fmt: skip
        for lamp in range(1, 4):
            self.add(
                branch, 2, name=f"路灯{lamp}", customer_class="非居民照明", address=f"{place}路灯控制箱{lamp}",
                habit="public", daily=19.0, dial=SINGLE,
            )  # fmt: skip

    def works(self, branch: int) -> None:
        """Industry with CT multipliers and demand, roofs that feed in, and the check meters of the branch's areas."""
        place = BRANCHES[branch].routes[3]
        for factory in range(1, 21):
            large = factory % 4 == 0
            self.add(
                branch, 3, name=f"企业{factory:03}", customer_class="大工业" if large else "一般工商业",
                address=f"{place}{factory}号", habit="works", daily=2300.0 if large else 140.0,
                dial=DEMAND if large else THREE_CT,
                multiplier=120 if large else 30, ratio="600/5" if large else "150/5", capacity=400 if large else 80,
            )  # fmt: skip
        for roof in range(1, 5):
            self.add(
                branch, 3, name=f"光伏用户{roof}", customer_class="居民生活", address=f"{place}北{roof}号", habit="village",
                daily=4.0, dial=TWO_WAY, out=17.0,
            )  # fmt: skip
        for area in range(4):
            self.add(
                branch, 3, name="台区考核", customer_class="非居民", address=f"{BRANCHES[branch].routes[area]}台区变压器",
                habit="public", daily=420.0, dial=THREE_CT, role="考核", multiplier=80, ratio="400/5", capacity=200,
                area=branch * 4 + area,
            )  # fmt: skip

    # ---- what happens out of the ordinary

    def exchange(self, at: int, day: dt.date) -> None:
        """A site's meter is exchanged for a newer one."""
        site = self.county.sites[at]
        old = site.meters[-1]
        new = self.fitted(site.branch, SINGLE if old.dial is OLD else old.dial, since=day)
        self.county.sites[at] = replace(site, meters=(*site.meters[:-1], replace(old, until=day), new))

    def open(self, at: int, day: dt.date) -> None:
        """A site is new: account and meter begin on a day."""
        site = self.county.sites[at]
        meter = replace(site.meters[0], since=day, before=0.0)
        self.county.sites[at] = replace(site, opened=day, meters=(meter,))

    def close(self, at: int, day: dt.date) -> None:
        """销户: the meter is taken down, and nobody walks there any more."""
        site = self.county.sites[at]
        meter = replace(site.meters[0], until=day)
        self.county.sites[at] = replace(site, closed=day, meters=(meter,), route=None)

    def near_its_end(self, at: int, months: float) -> None:
        """A five-digit dial that rolls over after so many months of history."""
        site = self.county.sites[at]
        meter = site.meters[0]
        counted = months * 30.4 * site.daily / site.multiplier
        self.county.sites[at] = replace(site, meters=(replace(meter, before=float(int(10**meter.dial.digits - counted))),))

    def about_to_roll(self, at: int) -> None:
        """A dial that rolls over in the month that is about to be read."""
        site = self.county.sites[at]
        self.county.sites[at] = replace(site, meters=(replace(site.meters[0], about_to_roll=True),))

    def happen(self) -> None:
        """Exchanges, rollovers, new, closed and paused accounts, and three points that nobody has put into a route."""
        sites, today = self.county.sites, self.county.today
        usual = [at for at, site in enumerate(sites) if site.habit in {"flat", "village", "shop"} and site.out == 0.0]
        old = [at for at in usual if sites[at].meters[0].dial is OLD]
        modern = [at for at in usual if at not in old]
        self.random.shuffle(modern)
        for number, at in enumerate(old[:8]):
            if number < 5:
                self.near_its_end(at, 2.5 + number * 3.9)
            else:
                self.about_to_roll(at)
        for number in range(14):
            days_ago = self.random.randrange(40, 690) if number < 12 else self.random.randrange(4, 12)
            self.exchange(modern.pop(), today - dt.timedelta(days=days_ago))
        for number in range(11):
            days_ago = self.random.randrange(50, 600) if number < 8 else self.random.randrange(5, 14)
            self.open(modern.pop(), today - dt.timedelta(days=days_ago))
        for _ in range(6):
            self.close(modern.pop(), today - dt.timedelta(days=self.random.randrange(60, 500)))
        for _ in range(3):
            at = modern.pop()
            sites[at] = replace(sites[at], status="暂停", habit="empty", daily=0.0)
        for branch in range(len(BRANCHES)):
            at = next(at for at in modern if sites[at].branch == branch)
            sites[at] = replace(sites[at], route=None)


def build(today: dt.date, seed: int = SEED) -> County:
    """The county as of a day."""
    builder = _Builder(today, seed)
    for branch in range(len(BRANCHES)):
        builder.apartments(branch)
        builder.village(branch)
        builder.street(branch)
        builder.works(branch)
    builder.happen()
    return builder.county
