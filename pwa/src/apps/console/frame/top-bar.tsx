/** The bar: where one can go, which branch and month one looks at, search, and oneself. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Button, LanguageSwitch, ThemeSwitch } from "../../../ui/parts.tsx";
import { Link, path } from "../../../ui/router.tsx";
import { shiftPeriod } from "../chart/comparison.ts";
import { type DeadJob, deadJobs } from "../jobs/dead-jobs.ts";
import type { CaseItem, Page, Period } from "../wire.ts";
import { openCases } from "./open-cases.ts";
import { searching } from "./search.tsx";
import { branch, branches, chooseBranch, choosePeriod, me, period, signOut } from "./session.ts";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

const MAIN = ["plan", "assign", "today", "cases", "release", "points"] as const;
const MORE = ["import", "rules", "samples", "photos", "devices", "audit"] as const;

function Where(): JSX.Element {
  const at = branch.value;
  const known = useAsk<Page<Period>>(at ? `periods/${at.id}` : null, (signal) =>
    call("GET", "/periods", { query: { branch_id: at?.id }, signal }),
  );
  const listed = new Set([
    period.value,
    ...(known.data?.items ?? []).map((one) => one.period),
    shiftPeriod(period.value, 1),
    shiftPeriod(period.value, -1),
  ]);
  return (
    <div class="where">
      <label>
        <span class="visually-hidden">{t("nav.branch")}</span>
        <select value={at?.id} onChange={(event) => chooseBranch(Number(event.currentTarget.value))}>
          {branches.value.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="visually-hidden">{t("nav.period")}</span>
        <select class="num" value={period.value} onChange={(event) => choosePeriod(event.currentTarget.value)}>
          {[...listed]
            .sort()
            .reverse()
            .map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}

/** Watches how many cases wait, for the figure beside the word. */
function CaseCount(): JSX.Element | null {
  const at = branch.value;
  const asked = useAsk<Page<CaseItem>>(
    at ? `case-count/${at.id}` : null,
    (signal) => call("GET", "/cases", { query: { branch_id: at?.id, state: "open", limit: 1 }, signal }),
    30_000,
  );
  useEffect(() => {
    if (asked.data?.total !== undefined) openCases.value = asked.data.total;
  }, [asked.data]);
  const count = openCases.value;
  return count ? <span class="num"> {count}</span> : null;
}

/** For who keeps the server running: how much it gave up on. */
function FailedJobs({ here }: { here: boolean }): JSX.Element | null {
  const asked = useAsk<Page<DeadJob>>("dead-job-count", (signal) => call("GET", "/jobs/dead", { query: { limit: 100 }, signal }), 60_000);
  useEffect(() => {
    if (asked.data) deadJobs.value = asked.data.items.length;
  }, [asked.data]);
  const count = deadJobs.value;
  return (
    <Link to="/jobs" current={here}>
      {t("nav.jobs")}
      {count ? <span class="num"> {count}</span> : null}
    </Link>
  );
}

function Menu({ label, icon, children }: { label: string; icon: "more" | "person"; children: () => JSX.Element }): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const here = path.value;
  useEffect(() => setOpen(false), [here]);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    document.addEventListener("keydown", onEscape);
    return () => {
      document.removeEventListener("keydown", onEscape);
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  }, [open]);
  return (
    <div class="menu" ref={box}>
      <button type="button" class="bar-btn" aria-expanded={open} onClick={() => setOpen(!open)}>
        {icon === "more" ? label : <Icon name={icon} label={label} />}
        {icon === "more" ? <span aria-hidden="true">▾</span> : null}
      </button>
      {open ? <div class="drop">{children()}</div> : null}
    </div>
  );
}

export function TopBar(): JSX.Element {
  const here = path.value.split("/")[1] ?? "";
  const leave = useAct(signOut);
  const operator = me.value?.person.role === "admin";
  const link = (name: (typeof MAIN)[number] | (typeof MORE)[number]): JSX.Element => (
    <Link key={name} to={`/${name}`} current={here === name}>
      {t(`nav.${name}`)}
      {name === "cases" ? <CaseCount /> : null}
    </Link>
  );
  return (
    <header class="top">
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {t("nav.skip")}
      </button>
      <b class="brand">{t("app.name")}</b>
      <nav aria-label={t("nav.label")}>
        {MAIN.map(link)}
        <span class="wide-only">
          {MORE.map(link)}
          {operator ? <FailedJobs here={here === "jobs"} /> : null}
        </span>
      </nav>
      <div class="narrow-only">
        <Menu label={t("action.more")} icon="more">
          {() => (
            <nav class="drop-links" aria-label={t("action.more")}>
              {MORE.map(link)}
              {operator ? <FailedJobs here={here === "jobs"} /> : null}
            </nav>
          )}
        </Menu>
      </div>
      <span class="grow" />
      <Where />
      <button
        type="button"
        class="pill plain search-pill"
        onClick={() => {
          searching.value = true;
        }}
      >
        <kbd>/</kbd> <span>{t("action.search")}</span>
      </button>
      <Menu label={me.value?.person.name ?? ""} icon="person">
        {() => (
          <div class="stack who-menu">
            <div>
              <b>{me.value?.person.name}</b>
              <div class="small muted num">{me.value?.person.login}</div>
            </div>
            <LanguageSwitch />
            <ThemeSwitch />
            <Trouble error={leave.error} />
            <Button small busy={leave.busy} onClick={() => void leave.run()}>
              {t("action.sign_out")}
            </Button>
          </div>
        )}
      </Menu>
    </header>
  );
}
