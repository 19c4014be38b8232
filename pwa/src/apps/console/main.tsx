/** The supervisor's page. */
import { render } from "preact";
import { commonTexts } from "../../i18n/common.ts";
import { consoleTexts } from "../../i18n/console.ts";
import { courierTexts } from "../../i18n/courier.ts";
import { receiptTexts } from "../../i18n/receipts.ts";
import { ruleTexts } from "../../i18n/rules.ts";
import { startTexts } from "../../i18n/texts.ts";
import "../../ui/tokens.css";
import "../../ui/base.css";
import "./look/frame.css";
import "./look/tables.css";
import "./look/cases.css";
import "./look/work.css";
import "./look/print.css";
import { followTheme } from "../../ui/prefs.ts";
import { Console } from "./console.tsx";

followTheme();
await startTexts(commonTexts, consoleTexts, courierTexts, receiptTexts, ruleTexts);
const root = document.getElementById("app");
if (root) render(<Console />, root);
