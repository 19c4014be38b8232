/** A deed that is thought over before it is done: its title, what is asked, what went wrong, and one button that does it. */
import type { ComponentChildren, JSX } from "preact";
import { Button, Sheet } from "../../../ui/parts.tsx";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

export function DeedSheet({
  label,
  title = label,
  submit,
  kind = "primary",
  busy,
  disabled = false,
  error,
  cancel,
  onSubmit,
  onClose,
  children,
}: {
  label: string;
  title?: string;
  /** What the button says; null where there is nothing left to do. */
  submit: string | null;
  kind?: "primary" | "danger";
  busy: boolean;
  disabled?: boolean;
  error: unknown;
  /** What the way out says. */
  cancel?: string;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <Sheet label={label} onClose={onClose} centre>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        <h1>{title}</h1>
        {children}
        <Trouble error={error} />
        <div class="row end">
          <Button onClick={onClose}>{cancel ?? t("action.cancel")}</Button>
          {submit === null ? null : (
            <Button type="submit" kind={kind} busy={busy} disabled={disabled}>
              {submit}
            </Button>
          )}
        </div>
      </form>
    </Sheet>
  );
}
