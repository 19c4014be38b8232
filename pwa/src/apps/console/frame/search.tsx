/** "/" anywhere: any number of a meter, point, account or box, or a piece of an address, leads to its page or its open case. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Sheet } from "../../../ui/parts.tsx";
import { go, path } from "../../../ui/router.tsx";
import type { CaseItem, Page, PointHit } from "../wire.ts";
import { Trouble } from "./trouble.tsx";
import { codeText, t } from "./words.ts";

export const searching = signal(false);

/** Opens the search on "/" unless text is being typed or a sheet is open. */
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typingIn(event.target)) return;
  event.preventDefault();
  searching.value = true;
});

const close = (): void => {
  searching.value = false;
};

export function typingIn(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** The value as it stood still for a moment: no request a keystroke. */
export function useSettled(value: string, ms = 250): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

interface Hit {
  to: string;
  main: string;
  side: string;
  kind: string;
}

export function SearchPalette({ branchId }: { branchId: number }): JSX.Element {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const settled = useSettled(text.trim());
  const useful = settled.length >= 2;
  const found = useAsk<Hit[]>(useful ? `search/${branchId}/${settled}` : null, async (signal) => {
    const query = { branch_id: branchId, limit: 8 };
    const [points, cases] = await Promise.all([
      call<Page<PointHit>>("GET", "/points", { query: { ...query, query: settled }, signal }),
      call<Page<CaseItem>>("GET", "/cases", { query: { ...query, q: settled, state: "open" }, signal }),
    ]);
    return [
      ...cases.items.map((one) => ({
        to: `/cases/${one.id}`,
        main: `…${one.meter_tail} ${one.point?.address ?? ""}`,
        side: codeText("case.headline", one.headline.code),
        kind: t("search.case"),
      })),
      ...points.items.map((one) => ({
        to: `/points/${one.id}`,
        main: [one.address, one.name].filter(Boolean).join(" · "),
        side: [one.number, one.meter?.asset_number].filter(Boolean).join(" · "),
        kind: t("search.point"),
      })),
    ];
  });
  const here = useRef(path.value);
  const now = path.value;
  useEffect(() => {
    if (now !== here.current) close();
  }, [now]);
  useEffect(() => setAt(0), [settled]);
  useEffect(() => field.current?.focus(), []);
  const hits = found.data ?? [];
  const follow = (hit: Hit | undefined): void => {
    if (!hit) return;
    close();
    go(hit.to);
  };
  return (
    <Sheet label={t("action.search")} onClose={close} centre>
      <form
        class="palette"
        onSubmit={(event) => {
          event.preventDefault();
          follow(hits[at]);
        }}
      >
        <div class="palette-field">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            value={text}
            placeholder={t("search.hint")}
            aria-label={t("search.hint")}
            // biome-ignore lint/a11y/noRedundantRoles: a search input is a searchbox; this one steers a list of options
            role="combobox"
            list={undefined}
            aria-expanded={hits.length > 0}
            aria-controls="search-hits"
            aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
            autocomplete="off"
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") {
                // A search field would only be emptied by it.
                event.preventDefault();
                close();
              }
              const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
              if (!step || hits.length === 0) return;
              event.preventDefault();
              setAt((at + step + hits.length) % hits.length);
            }}
          />
          {found.loading && useful ? <i class="spin" /> : null}
        </div>
        <Trouble error={found.error} again={() => void found.again()} />
        <div id="search-hits" role="listbox" aria-label={t("action.search")} class="hits">
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: focus stays in the field, which moves the active option by arrow keys and follows it by Enter
            <div key={hit.to} id={`hit-${index}`} role="option" aria-selected={index === at} class="hit" onClick={() => follow(hit)}>
              <span class="pill plain">{hit.kind}</span>
              <span class="grow">
                <b>{hit.main}</b>
                <span class="small muted num">{hit.side}</span>
              </span>
            </div>
          ))}
        </div>
        {useful && found.data && hits.length === 0 ? <p class="muted">{t("search.none", { text: settled })}</p> : null}
        {useful ? null : <p class="small muted">{t("search.more")}</p>}
      </form>
    </Sheet>
  );
}
