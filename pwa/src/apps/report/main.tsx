/** The customer's page: one meter, one thing at a time. */
import { render } from "preact";
import { commonTexts } from "../../i18n/common.ts";
import { reportTexts } from "../../i18n/report.ts";
import { startTexts } from "../../i18n/texts.ts";
import "../../ui/tokens.css";
import "../../ui/base.css";
import "./report.css";
import { followTheme } from "../../ui/prefs.ts";
import { ReportPage } from "./report-page.tsx";
import { takeToken } from "./token.ts";

followTheme();
const token = takeToken(location, sessionStorage, history);
await startTexts(commonTexts, reportTexts);
const root = document.getElementById("app");
if (root) render(<ReportPage token={token} />, root);
