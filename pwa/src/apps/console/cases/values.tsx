/** A value in the digits of its dial, the doubtful digit marked. */
import type { JSX } from "preact";
import { t } from "../frame/words.ts";
import type { CaseReading } from "../wire.ts";
import { digitsOf, onDial } from "./difference.ts";

export function DialValue({
  reading,
  against,
  large = false,
}: {
  reading: CaseReading;
  against: string | null;
  large?: boolean;
}): JSX.Element {
  const { digits, decimals } = reading.register;
  const shown = digitsOf(reading.value, against, digits, decimals);
  const places = shown.flatMap((digit, index) => (digit.differs ? [index + 1] : []));
  return (
    <span class={large ? "dial-value large num" : "dial-value num"}>
      {shown.map((digit, index) => (
        <span key={index} class={digit.differs ? "differs" : digit.decimal ? "decimal" : ""}>
          {digit.text}
        </span>
      ))}
      {places.length ? <span class="visually-hidden">{t("case.differs_at", { places: places.join(", ") })}</span> : null}
    </span>
  );
}

export function Previous({ reading }: { reading: CaseReading }): JSX.Element | null {
  if (!reading.previous) return null;
  return <span class="num">{onDial(reading.previous.value, reading.register.digits, reading.register.decimals)}</span>;
}
