/** 捎带文件: sealed files of phones without a network, brought by whoever found one; and what became of them. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type CarriedFile, type CarryProgress, carry, type ListedFile, listCarried } from "../../../api/courier.ts";
import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ConsoleKeys } from "../../../i18n/console.en.ts";
import type { CourierKeys } from "../../../i18n/courier.en.ts";
import { dateTime, megabytes } from "../../../i18n/format.ts";
import { textOf, translator } from "../../../i18n/texts.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Notice, Pill, Progress, type Tone } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";

const t = translator<CommonKeys & ConsoleKeys & CourierKeys>();

const TONES: Readonly<Record<CarriedFile["state"], Tone>> = { open: "sent", waiting: "sent", done: "got", refused: "wrong" };

const entriesIn = (file: CarriedFile): number => Object.values(file.counts?.outcomes ?? {}).reduce((sum, n) => sum + n, 0);

function holds(file: CarriedFile): string {
  const { counts } = file;
  if (!counts) return file.problem ? (textOf(`courier.problem.${file.problem}`) ?? file.problem) : "–";
  const photos = counts.photos + counts.photos_known;
  return [
    t("courier.list.entries", { n: entriesIn(file) }),
    ...(photos ? [t("courier.list.photos", { n: photos })] : []),
    ...(counts.photos_faulty ? [t("courier.done.faulty", { n: counts.photos_faulty })] : []),
    ...(counts.unread ? [t("courier.done.unread")] : []),
  ].join(" · ");
}

function Brought({ file }: { file: CarriedFile }): JSX.Element {
  if (!file.counts) return <Notice tone="info" title={t("courier.waiting")} />;
  const { applied = 0, duplicate = 0 } = file.counts.outcomes;
  const question = entriesIn(file) - applied - duplicate;
  return (
    <Notice tone="got" title={t("courier.done")}>
      {holds(file)}
      {question ? ` · ${t("courier.done.question", { n: question })}` : ""}
    </Notice>
  );
}

function Bring({ onDone }: { onDone: () => Promise<void> }): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<CarryProgress | null>(null);
  const [carried, setCarried] = useState<CarriedFile | null>(null);
  const bring = useAct(async (chosen: File) => {
    setCarried(null);
    try {
      setCarried(await carry(chosen, {}, setProgress));
    } finally {
      await onDone();
    }
  });
  const choose = (chosen: File | null | undefined): void => {
    if (!chosen) return;
    setFile(chosen);
    void bring.run(chosen);
  };
  return (
    <section class="card stack">
      <label
        class="drop-zone"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          choose(event.dataTransfer?.files[0]);
        }}
      >
        <input
          type="file"
          class="visually-hidden"
          disabled={bring.busy}
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            // The same file may be chosen again.
            event.currentTarget.value = "";
          }}
        />
        <b>{file ? file.name : t("courier.carry.choose")}</b>
        <span class="small muted">{file ? megabytes(file.size) : t("courier.carry.detail")}</span>
      </label>
      {bring.busy && progress ? (
        <div class="stack" role="status">
          <Progress done={progress.sent} of={progress.of} label={t("courier.carry.progress")} />
          <span class="small muted num">
            {progress.phase === "sending"
              ? t("courier.carry.sending", { sent: megabytes(progress.sent), of: megabytes(progress.of) })
              : t(`courier.carry.${progress.phase}`)}
          </span>
        </div>
      ) : null}
      <Trouble error={bring.error} again={file ? () => void bring.run(file) : undefined} />
      {carried && !bring.busy ? <Brought file={carried} /> : null}
    </section>
  );
}

const names = (people: ListedFile["owners"]): string => people.map((one) => one.name).join(", ");

function Row({ file }: { file: ListedFile }): JSX.Element {
  return (
    <tr>
      <td>
        <b>{names(file.owners) || t("courier.list.not_yet")}</b>
      </td>
      <td>{names(file.carriers) || "–"}</td>
      <td class="num">{file.made_at ? dateTime(file.made_at) : "–"}</td>
      <td class="num">{dateTime(file.begun_at)}</td>
      <td class="right num">{megabytes(file.length)}</td>
      <td>{holds(file)}</td>
      <td>
        <Pill tone={TONES[file.state]}>{t(`courier.state.${file.state}`)}</Pill>
      </td>
    </tr>
  );
}

export function CarriedScreen({ branchId }: { branchId: number }): JSX.Element {
  const asked = useAsk(`carried/${branchId}`, (signal) => listCarried(branchId, signal), 15_000);
  return (
    <div class="page">
      <div class="row">
        <h1 class="grow">{t("nav.carried")}</h1>
        <Link to="/devices">{t("nav.devices")}</Link>
      </div>
      <p class="small muted">{t("courier.office.detail")}</p>
      <Bring onDone={() => asked.again()} />
      <h2>{t("courier.list")}</h2>
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("courier.list.none")}</p>
          ) : (
            <table class="table">
              <thead>
                <tr>
                  <th>{t("courier.list.owner")}</th>
                  <th>{t("courier.list.carrier")}</th>
                  <th>{t("courier.list.made")}</th>
                  <th>{t("courier.list.brought")}</th>
                  <th class="right">{t("courier.list.size")}</th>
                  <th>{t("courier.list.holds")}</th>
                  <th>{t("plan.state")}</th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((file) => (
                  <Row key={file.id} file={file} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </div>
  );
}
