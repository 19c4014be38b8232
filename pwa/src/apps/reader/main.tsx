import { render } from "preact";
import { commonTexts } from "../../i18n/common.ts";
import { readerTexts } from "../../i18n/reader.ts";
import { startTexts } from "../../i18n/texts.ts";
import "../../ui/tokens.css";
import "../../ui/base.css";
import { Loading } from "../../ui/parts.tsx";
import { followTheme } from "../../ui/prefs.ts";

followTheme();
await startTexts(commonTexts, readerTexts);
const root = document.getElementById("app");
if (root) render(<Loading />, root);
