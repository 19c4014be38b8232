/** The phones: who enrolled them, when they were last heard of, and a way to stop a lost one without losing what it sends. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { fullDate } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Pill, Sheet } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Contact } from "../frame/contact.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Device, Page } from "../wire.ts";

function Suspend({ device, onClose, onDone }: { device: Device; onClose: () => void; onDone: () => Promise<void> }): JSX.Element {
  const suspend = useAct(() => call<Device>("POST", `/devices/${device.id}/suspend`));
  return (
    <Sheet label={t("device.suspend")} onClose={onClose} centre>
      <h1>{t("device.suspend_this", { name: device.name })}</h1>
      <p class="muted">{t("device.suspend.means")}</p>
      <Trouble error={suspend.error} />
      <div class="row end">
        <Button onClick={onClose}>{t("action.cancel")}</Button>
        <Button
          kind="danger"
          busy={suspend.busy}
          onClick={async () => {
            if (!(await suspend.run())) return;
            await onDone();
            onClose();
          }}
        >
          {t("device.suspend")}
        </Button>
      </div>
    </Sheet>
  );
}

export function DevicesScreen({ branchId }: { branchId: number }): JSX.Element {
  const asked = useAsk<Page<Device>>(`devices/${branchId}`, (signal) =>
    call("GET", "/devices", { query: { branch_id: branchId }, signal }),
  );
  const [stopping, setStopping] = useState<Device | null>(null);
  const resume = useAct((id: string) => call<Device>("POST", `/devices/${id}/resume`));
  return (
    <div class="page">
      <div class="row">
        <h1 class="grow">{t("nav.devices")}</h1>
        <Link to="/carried">{t("nav.carried")}</Link>
      </div>
      <Trouble error={resume.error} />
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("device.none")}</p>
          ) : (
            <table class="table">
              <thead>
                <tr>
                  <th>{t("device.name")}</th>
                  <th>{t("device.person")}</th>
                  <th>{t("device.contact")}</th>
                  <th>{t("device.version")}</th>
                  <th>{t("device.since")}</th>
                  <th>{t("plan.state")}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {page.items.map((device) => (
                  <tr key={device.id}>
                    <td>
                      <b>{device.name}</b>
                    </td>
                    <td>{device.people.map((person) => person.name).join(", ") || "–"}</td>
                    <td>
                      <Contact at={device.last_contact_at} />
                    </td>
                    <td class="num">{device.app_version || "–"}</td>
                    <td class="num">{fullDate(device.enrolled_at)}</td>
                    <td>
                      {device.suspended_at === null ? (
                        <Pill tone="got">● {t("device.active")}</Pill>
                      ) : (
                        <Pill tone="wrong">✗ {t("device.suspended")}</Pill>
                      )}
                    </td>
                    <td class="right">
                      {device.suspended_at === null ? (
                        <Button small onClick={() => setStopping(device)}>
                          {t("device.suspend")}
                        </Button>
                      ) : (
                        <Button
                          small
                          busy={resume.busy}
                          onClick={async () => {
                            if (await resume.run(device.id)) await asked.again();
                          }}
                        >
                          {t("device.resume")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {stopping ? <Suspend device={stopping} onClose={() => setStopping(null)} onDone={() => asked.again()} /> : null}
    </div>
  );
}
