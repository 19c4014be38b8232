/** The walk through the steps for one meter, from the first question to the receipt. What was typed survives a reload of this tab. */
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { tus, upload } from "../../api/tus.ts";
import { useAct } from "../../ui/ask.ts";
import { authorization, type Key, type Report, type Sent, type Session, sendReport } from "./door.ts";
import { Frame } from "./frame.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { newId } from "./id.ts";
import { MeterStep } from "./meter-step.tsx";
import { PhotoStep, type TakenPhoto } from "./photo-step.tsx";
import { type PhotoState, ReceiptPage } from "./receipt.tsx";
import { SendStep } from "./send-step.tsx";
import { DRAFT_KEY, type Draft, restored, stepsOf, wireValue } from "./steps.ts";
import { ValueStep } from "./value-step.tsx";
import { t } from "./words.ts";

const fresh = (): Draft => ({ id: newId(), step: 0, meter: null, digits: {}, note: "", receipt: null });

export function Walk({ at, session, onMore }: { at: Key; session: Session; onMore: (() => void) | null }): JSX.Element {
  const steps = useMemo(() => stepsOf(session.registers), [session]);
  const registers = steps.flatMap((step) => (step.at === "value" ? [step.register] : []));
  const storage = "token" in at ? DRAFT_KEY : `${DRAFT_KEY}.${at.taskId}`;
  const [draft, setDraft] = useState<Draft>(() => restored(sessionStorage.getItem(storage), session.registers) ?? fresh());
  const [photo, setPhoto] = useState<TakenPhoto | null>(null);
  const [photoState, setPhotoState] = useState<PhotoState>("none");
  const [helping, setHelping] = useState(false);
  const [helped, setHelped] = useState(false);
  useEffect(() => sessionStorage.setItem(storage, JSON.stringify(draft)), [draft]);
  const change = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const to = (step: number): void => change({ step });

  const bringPhoto = async (taken: TakenPhoto, visit: string): Promise<void> => {
    setPhotoState("sending");
    try {
      await upload(
        tus(authorization(at)),
        { size: taken.bytes.byteLength, sha256: taken.sha256, mime: taken.mime, taken_at: taken.taken_at, visit },
        taken.bytes,
      );
      setPhotoState("sent");
    } catch {
      // The reading is in; only the photo waits, and the page offers to try again.
      setPhotoState("failed");
    }
  };
  const send = useAct(async (): Promise<Sent> => {
    const report: Report = {
      id: draft.id,
      values: registers.map((register) => ({ register_id: register.id, value: wireValue(draft.digits[register.id] ?? "", register) })),
      meter_found: draft.meter ?? { how: "listed", text: "" },
      note: draft.note.trim(),
      taken_at: photo?.taken_at ?? new Date().toISOString(),
      photos: photo ? [{ sha256: photo.sha256, size: photo.bytes.byteLength, mime: photo.mime, taken_at: photo.taken_at }] : [],
    };
    const sent = await sendReport(at, report);
    change({ receipt: { receipt_no: sent.receipt_no, received_at: sent.received_at, kind: sent.kind } });
    if (photo) void bringPhoto(photo, sent.visit);
    return sent;
  });

  const receipt = draft.receipt ?? session.receipt ?? null;
  if (receipt) {
    return (
      <ReceiptPage
        session={session}
        receipt={receipt}
        photo={photoState}
        onPhotoAgain={photo ? () => void bringPhoto(photo, draft.id) : null}
        onMore={onMore}
      />
    );
  }
  if (helped) {
    return (
      <Frame session={session} title={t("help.asked")}>
        <p>{t("help.asked.detail")}</p>
      </Frame>
    );
  }
  const index = Math.min(draft.step, steps.length - 1);
  const step = steps[index] ?? { at: "meter" };
  const help = (): void => setHelping(true);
  return (
    <>
      {step.at === "meter" ? <MeterStep session={session} onMeter={(meter) => change({ meter, step: 1 })} onHelp={help} /> : null}
      {step.at === "value" ? (
        <ValueStep
          key={step.register.id}
          session={session}
          register={step.register}
          several={registers.length > 1}
          last={step.register === registers.at(-1)}
          digits={draft.digits[step.register.id] ?? ""}
          onDigits={(digits) => change({ digits: { ...draft.digits, [step.register.id]: digits } })}
          onNext={() => to(index + 1)}
          onBack={() => to(index - 1)}
          onHelp={help}
        />
      ) : null}
      {step.at === "photo" ? (
        <PhotoStep session={session} photo={photo} onPhoto={setPhoto} onNext={() => to(index + 1)} onBack={() => to(index - 1)} />
      ) : null}
      {step.at === "send" ? (
        <SendStep
          session={session}
          registers={registers}
          digits={draft.digits}
          photo={photo}
          note={draft.note}
          busy={send.busy}
          error={send.error}
          onNote={(note) => change({ note })}
          onEdit={(place) => to(1 + place)}
          onPhoto={() => to(index - 1)}
          onSend={() => void send.run()}
        />
      ) : null}
      {helping ? (
        <HelpSheet
          at={at}
          onClose={() => setHelping(false)}
          onAsked={() => {
            setHelping(false);
            setHelped(true);
          }}
        />
      ) : null}
    </>
  );
}
