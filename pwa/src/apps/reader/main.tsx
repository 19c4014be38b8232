/** The reader's page. Everything it needs comes from the phone; the network is asked for afterwards. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { commonTexts } from "../../i18n/common.ts";
import { readerTexts } from "../../i18n/reader.ts";
import { language, startTexts } from "../../i18n/texts.ts";
import "../../ui/tokens.css";
import "../../ui/base.css";
import { followTheme } from "../../ui/prefs.ts";
import { App } from "./app.tsx";
import "./look.css";
import { t } from "./first-words.ts";
import { session, start } from "./session/session.ts";
import { loadRound } from "./store.ts";
import { keepSyncing } from "./sync/running.ts";
import { registerServiceWorker } from "./update.ts";

followTheme();
const root = document.getElementById("app");
// The round is unsealed while the words are still being fetched: nothing waits for what it doesn't need.
const opened = start(loadRound);
await startTexts(commonTexts, readerTexts);
effect(() => {
  document.title = language.value && t("page.title");
});
if (root) render(<App />, root);
await opened;

// The first rows stand before anything else is done.
requestAnimationFrame(() => {
  setTimeout(() => {
    keepSyncing();
    void registerServiceWorker();
  });
});

// Another person at this phone, later.
let first = true;
effect(() => {
  const current = session.value;
  if (current && !first) void loadRound(current.phone);
  first = false;
});
