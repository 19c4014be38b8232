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
import { session, start } from "./session/session.ts";
import { loadRound } from "./store.ts";
import { keepSyncing } from "./sync/running.ts";
import { registerServiceWorker } from "./update.ts";
import { t } from "./words.ts";

followTheme();
const root = document.getElementById("app");
await Promise.all([startTexts(commonTexts, readerTexts), start()]);
effect(() => {
  document.title = language.value && t("page.title");
});
if (root) render(<App />, root);

// The first rows stand before anything else is done.
effect(() => {
  const current = session.value;
  if (current) void loadRound(current.phone);
});
requestAnimationFrame(() => {
  setTimeout(() => {
    keepSyncing();
    void registerServiceWorker();
  });
});
