/**
 * The token of an invitation: it comes in the fragment (which no server and no log sees), is taken out of the address bar at once,
 * and lives in this tab only.
 */
const KEY = "report.token";

/** The token of "#t=…"; null when there is none or it can't be one. */
export function tokenIn(fragment: string): string | null {
  const found = /^#t=([A-Za-z0-9._~-]{16,512})$/.exec(fragment);
  return found?.[1] ?? null;
}

/** Takes the token from the address, or the one this tab already had. */
export function takeToken(place: Location, tab: Storage, history: History): string | null {
  const fresh = tokenIn(place.hash);
  if (fresh) {
    if (tab.getItem(KEY) !== fresh) tab.clear();
    tab.setItem(KEY, fresh);
    history.replaceState(null, "", place.pathname);
  }
  return fresh ?? tab.getItem(KEY);
}
