/** One register: its name as the meter shows it, and the boxes. The active one is large, the others wait small. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { DraftRegister } from "../../../db/drafts.ts";
import type { Register } from "../../../domain/types.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { Dial } from "../../../ui/dial.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { t } from "../words.ts";

export interface ValueCardProps {
  readonly register: Register;
  readonly entered: DraftRegister;
  readonly active: boolean;
  readonly many: boolean;
  /** The previous value, where the route isn't blind. */
  readonly previous: string | null;
  readonly onActivate: () => void;
}

export function ValueCard({ register, entered, active, many, previous, onActivate }: ValueCardProps): JSX.Element {
  const card = useRef<HTMLButtonElement>(null);
  const { typed } = entered;
  const total = register.digits + register.decimals;
  useEffect(() => {
    // Also while it is typed: on a short screen a notice may have pushed it out of sight.
    if (active) card.current?.scrollIntoView({ block: "nearest", behavior: many ? "smooth" : "instant" });
  }, [active, many, typed]);
  const label = registerLabel(register);
  return (
    <button
      type="button"
      ref={card}
      class={`card val${active ? " on" : ""}${many && !active ? " compact" : ""}`}
      aria-current={active ? "true" : undefined}
      onClick={onActivate}
    >
      <span class="row">
        <span class="grow">
          <b>{label}</b> <span class="muted small">{register.unit}</span>
        </span>
        {entered.confirmed ? (
          <span class="small muted row tight">
            <Icon name="check" /> {t("value.confirmed")}
          </span>
        ) : active ? (
          <span class="small muted">
            {register.decimals
              ? t("value.boxes", { digits: register.digits, decimals: register.decimals })
              : t("value.boxes_whole", { digits: register.digits })}
          </span>
        ) : null}
      </span>
      <Dial
        digits={register.digits}
        decimals={register.decimals}
        typed={typed}
        cursor={active && typed.length < total ? typed.length : undefined}
        label={label}
        small={(many && !active) || total > 8}
      />
      {previous !== null && active ? <span class="small muted num">{t("value.previous", { value: previous })}</span> : null}
    </button>
  );
}
