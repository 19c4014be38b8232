/** Why something is done: a line that must be filled in, the same at every deed that is kept with its reason. */
import type { JSX } from "preact";
import { Field } from "../../../ui/parts.tsx";

export function ReasonField({
  label,
  value,
  onChange,
  why,
  most = 200,
}: {
  label: string;
  value: string;
  onChange: (reason: string) => void;
  /** What is wrong with it, by the server. */
  why?: string | undefined;
  most?: number;
}): JSX.Element {
  return (
    <Field label={label} why={why}>
      {(id) => (
        <input id={id} class="input" required maxLength={most} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </Field>
  );
}
