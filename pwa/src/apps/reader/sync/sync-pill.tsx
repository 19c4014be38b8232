/** What is where, in one glance; opens the sync screen. */
import type { JSX } from "preact";
import { Icon, StateMark } from "../../../ui/icons.tsx";
import { Link } from "../../../ui/router.tsx";
import { t } from "../first-words.ts";
import { flow, meta, status } from "../store.ts";
import { glance } from "./glance.ts";

export function SyncPill(): JSX.Element {
  const { here, photosOwed, aside, photosAside } = flow.value;
  const trouble = aside.length + photosAside.length > 0 || meta.value?.refused;
  const sending = status.value.sending.length > 0 || status.value.sendingPhoto;
  const words = {
    sending: ["sent", t("pill.sending")],
    here: ["here", t("pill.here", { n: here })],
    photos: ["here", t("pill.photos", { n: photosOwed })],
    rest: ["here", t("pill.rest")],
    got: ["got", t("pill.got")],
  } as const;
  const [tone, text] = words[glance(flow.value, sending)];
  return (
    <Link to="/sync" class={`pill tap ${trouble ? "doubt" : tone}`} label={`${t("sync.title")}: ${text}`}>
      {trouble ? <Icon name="warn" /> : <StateMark state={tone} />}
      {text}
    </Link>
  );
}
