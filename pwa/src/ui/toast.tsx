/** A word in passing: what was done, and for a few seconds a way to undo it. The newest takes the older one's place. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon: IconName | undefined;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

const shown = signal<readonly Toast[]>([]);
let last = 0;

export function toast(text: string, how: { icon?: IconName; action?: { label: string; run: () => void }; ms?: number } = {}): void {
  last += 1;
  const id = last;
  shown.value = [{ id, text, icon: how.icon, action: how.action }];
  setTimeout(
    () => {
      shown.value = shown.value.filter((one) => one.id !== id);
    },
    how.ms ?? (how.action ? 6000 : 3000),
  );
}

export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((one) => (
        <div key={one.id} class="toast">
          {one.icon ? <Icon name={one.icon} /> : null}
          {one.text}
          {one.action ? (
            <button
              type="button"
              onClick={() => {
                one.action?.run();
                shown.value = shown.value.filter((other) => other.id !== one.id);
              }}
            >
              {one.action.label}
            </button>
          ) : null}
        </div>
      ))}
    </div>
  );
}
