/** Practice meters of the demo: on the screen or printed, with barcodes a phone can read. */
import { render } from "preact";
import { commonTexts } from "../../i18n/common.ts";
import { practiceTexts } from "../../i18n/practice.ts";
import { startTexts } from "../../i18n/texts.ts";
import "../../ui/tokens.css";
import "../../ui/base.css";
import "./practice.css";
import { followTheme } from "../../ui/prefs.ts";
import { PracticePage } from "./practice-page.tsx";

followTheme();
await startTexts(commonTexts, practiceTexts);
const root = document.getElementById("app");
if (root) render(<PracticePage />, root);
