/** A link and a QR code for the customer of a skipped meter: shown, copied, or printed as a slip for the door. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Notice, Segments, Sheet } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { QrCode } from "../frame/qr-code.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Invitation, RunTask } from "../wire.ts";

/** An address that means "this machine" to whoever opens it. */
const ONLY_HERE = /^https?:\/\/(localhost|127\.|\[::1\])/;
const HOURS = ["24", "72", "168"] as const;

export function InvitationSheet({ task, onClose }: { task: Pick<RunTask, "id" | "point" | "meter">; onClose: () => void }): JSX.Element {
  const [hours, setHours] = useState<(typeof HOURS)[number]>("72");
  const make = useAct(() => call<Invitation>("POST", `/tasks/${task.id}/invitation`, { body: { hours: Number(hours) } }));
  const [made, setMade] = useState<Invitation | null>(null);
  return (
    <Sheet label={t("invite.title")} onClose={onClose} centre>
      <div class="slip">
        <h1>{made ? t("invite.slip_title") : t("invite.title")}</h1>
        <p class="muted">
          {task.point.address} {task.meter ? <span class="num">…{task.meter.asset_number.slice(-6)}</span> : null}
        </p>
        {made ? (
          <>
            <QrCode svg={made.qr_svg} label={t("invite.qr")} />
            <p>{t("invite.how", { until: dateTime(made.expires_at) })}</p>
            <p class="num small link-text">{made.url}</p>
          </>
        ) : (
          <p class="small">{t("invite.detail")}</p>
        )}
      </div>
      {made && ONLY_HERE.test(made.url) ? (
        <Notice tone="doubt" title={t("invite.only_here")}>
          {t("invite.only_here.do")}
        </Notice>
      ) : null}
      <Trouble error={make.error} />
      {made ? (
        <div class="row end no-print">
          <Button
            onClick={() => {
              navigator.clipboard.writeText(made.url).then(
                () => toast(t("invite.copied"), { icon: "check" }),
                () => toast(t("invite.not_copied"), { icon: "warn" }),
              );
            }}
          >
            {t("invite.copy")}
          </Button>
          <Button onClick={() => print()}>{t("invite.print")}</Button>
          <Button kind="primary" onClick={onClose}>
            {t("action.close")}
          </Button>
        </div>
      ) : (
        <div class="stack no-print">
          <Segments
            label={t("invite.valid")}
            value={hours}
            options={HOURS.map((one) => [one, t("invite.days", { n: Number(one) / 24 })] as const)}
            onChange={setHours}
          />
          <div class="row end">
            <Button onClick={onClose}>{t("action.cancel")}</Button>
            <Button
              kind="primary"
              busy={make.busy}
              onClick={async () => {
                const answer = await make.run();
                if (answer) setMade(answer);
              }}
            >
              {t("invite.make")}
            </Button>
          </div>
        </div>
      )}
    </Sheet>
  );
}
