/** The phone's own keys: large, always there, never covering the value. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../../../ui/icons.tsx";
import { t } from "../words.ts";

export interface KeypadProps {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onPoint: () => void;
  readonly onSave: () => void;
  readonly onPhoto: () => void;
  readonly onSkip: () => void;
  readonly onMore: () => void;
  readonly photos: number;
  readonly marks: number;
  readonly saveLabel: ComponentChildren;
  readonly busy: boolean;
  /** False while a sheet is open: its own fields get the keyboard then. */
  readonly listening: boolean;
}

export function Keypad(props: KeypadProps): JSX.Element {
  const { onDigit, onErase, onPoint, onSave, listening } = props;
  useEffect(() => {
    if (!listening) return;
    const press = (event: KeyboardEvent): void => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.target instanceof HTMLInputElement ||
        event.target instanceof HTMLTextAreaElement
      )
        return;
      if (/^[0-9]$/.test(event.key)) onDigit(event.key);
      else if (event.key === "Backspace") onErase();
      else if (event.key === "." || event.key === ",") onPoint();
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) onSave();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [onDigit, onErase, onPoint, onSave, listening]);

  const digit = (value: string): JSX.Element => (
    <button type="button" key={value} onPointerDown={(event) => event.preventDefault()} onClick={() => onDigit(value)}>
      {value}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: keys of a device, not fields of a form
    <div class="keys" role="group" aria-label={t("stop.keys")}>
      {["1", "2", "3"].map(digit)}
      <button type="button" class="fn" onClick={props.onSkip}>
        {t("key.skip")}
        <small>{t("key.skip.more")}</small>
      </button>
      {["4", "5", "6"].map(digit)}
      <button type="button" class="fn" onClick={props.onMore}>
        {t("key.more")}
        <small>{props.marks ? t("key.more.count", { n: props.marks }) : t("key.more.more")}</small>
      </button>
      {["7", "8", "9"].map(digit)}
      <button type="button" class="go" aria-busy={props.busy} disabled={props.busy} onClick={onSave}>
        {props.saveLabel}
      </button>
      <button type="button" class="fn" onClick={props.onPhoto}>
        <Icon name="camera" />
        <small>{props.photos ? t("key.photo.count", { n: props.photos }) : t("key.photo")}</small>
      </button>
      {digit("0")}
      <button type="button" class="fn" aria-label={t("key.erase")} onClick={onErase}>
        <Icon name="erase" />
      </button>
    </div>
  );
}
