/**
 * A meter's wheels: one box a digit, decimals red, so that eye and hand compare shapes, not numbers.
 * `typed` holds the digits entered so far, without the point; missing ones show as empty boxes.
 */
import type { JSX } from "preact";

export interface DialProps {
  readonly digits: number;
  readonly decimals: number;
  readonly typed: string;
  /** Index of the box that the next key fills; none when undefined. */
  readonly cursor?: number | undefined;
  /** 1-based place of the digit to look at again. */
  readonly look?: number | undefined;
  readonly label: string;
  readonly small?: boolean;
  readonly onPick?: ((index: number) => void) | undefined;
}

export function Dial({ digits, decimals, typed, cursor, look, label, small, onPick }: DialProps): JSX.Element {
  const boxes = Array.from({ length: digits + decimals }, (_, i) => i);
  const spoken = typed ? `${typed.slice(0, digits)}${decimals && typed.length > digits ? `.${typed.slice(digits)}` : ""}` : "–";
  return (
    <span class={small ? "dial small" : "dial"} role="img" aria-label={`${label}: ${spoken}`}>
      {boxes.map((i) => {
        const digit = typed[i];
        const state = [i >= digits && "dec", digit === undefined && "empty", i === cursor && "now", i + 1 === look && "look"]
          .filter(Boolean)
          .join(" ");
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the thumb; the keypad's own keys do the same for everybody
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <b key={i} class={state} onClick={onPick ? () => onPick(i) : undefined}>
            {digit ?? "·"}
          </b>
        );
      })}
    </span>
  );
}

/** "4821.6" on a dial of 5 + 1 → "048216". Values that don't fit come back as they are, without the point. */
export function dialText(value: string, digits: number, decimals: number): string {
  const [whole = "", fraction = ""] = value.split(".");
  return whole.padStart(digits, "0") + fraction.padEnd(decimals, "0").slice(0, decimals);
}
