/** A meter's face: display, plate and barcode. Several registers come one after another on the screen, all at once on paper. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { registerLabel } from "../../i18n/register.ts";
import { barcode } from "./code128.ts";
import { type PracticeMeter, type PracticeRegister, shown } from "./meters.ts";
import { display } from "./segments.ts";
import { t } from "./words.ts";

/** Bars two pixels a module: a screen's camera needs whole pixels; on paper the height and width are set in millimetres. */
export function Barcode({ text }: { text: string }): JSX.Element {
  const { bars, modules } = barcode(text);
  return (
    <svg
      class="barcode"
      viewBox={`0 0 ${modules} 30`}
      width={modules * 2}
      height="60"
      preserveAspectRatio="none"
      role="img"
      aria-label={t("face.barcode", { text })}
    >
      <rect width={modules} height="30" fill="#fff" />
      <path d={bars.map((bar) => `M${bar.x} 0h${bar.width}v30h-${bar.width}z`).join("")} fill="#000" />
    </svg>
  );
}

function Lcd({ register }: { register: PracticeRegister }): JSX.Element {
  const drawn = display(shown(register));
  const label = registerLabel(register);
  return (
    <div class="lcd">
      <span class="lcd-label">{label}</span>
      <svg
        class="lcd-digits"
        viewBox={`-2 -1 ${drawn.width + 4} ${drawn.height + 2}`}
        role="img"
        aria-label={t("face.shows", { register: label, value: shown(register), unit: register.unit })}
      >
        <g transform="skewX(-4)">
          <path class="dark" d={drawn.dark} />
          <path class="lit" d={drawn.lit} />
          {drawn.points.map((point) => (
            <circle key={point.x} class="lit" cx={point.x} cy={point.y} r="1.2" />
          ))}
        </g>
      </svg>
      <span class="lcd-unit">{register.unit}</span>
    </div>
  );
}

function Wheels({ register }: { register: PracticeRegister }): JSX.Element {
  const text = shown(register);
  const point = text.indexOf(".");
  return (
    <div class="wheels" role="img" aria-label={t("face.shows", { register: registerLabel(register), value: text, unit: register.unit })}>
      {[...text.replace(".", "")].map((digit, index) => (
        <b key={index} class={point >= 0 && index >= point ? "dec" : ""}>
          {digit}
        </b>
      ))}
      <span>{register.unit}</span>
    </div>
  );
}

export function Face({ meter }: { meter: PracticeMeter }): JSX.Element {
  const [at, setAt] = useState(0);
  const register = meter.registers[at % Math.max(meter.registers.length, 1)];
  // A meter that nobody can talk to is an old one with wheels.
  const wheels = meter.comm_address === "" && meter.registers.length === 1;
  return (
    <article class="face" aria-label={`${meter.sequence}. ${meter.point.address}`}>
      <div class="face-plate">
        <span>{t(meter.phases === 3 ? "face.kind.3" : "face.kind.1")}</span>
        <span>{meter.model}</span>
      </div>
      <div class="on-screen">{register ? wheels ? <Wheels register={register} /> : <Lcd register={register} /> : null}</div>
      <div class="on-paper">
        {meter.registers.map((one) => (wheels ? <Wheels key={one.id} register={one} /> : <Lcd key={one.id} register={one} />))}
      </div>
      {meter.registers.length > 1 ? (
        <button type="button" class="face-button" onClick={() => setAt((at + 1) % meter.registers.length)}>
          {t("face.next")} {at + 1}/{meter.registers.length}
        </button>
      ) : null}
      <div class="face-label">
        <Barcode text={meter.asset_number} />
        <span class="num">{meter.asset_number}</span>
        <span class="small">
          {t("face.serial")} <span class="num">{meter.serial_number}</span>
        </span>
      </div>
      <div class="face-where">
        <b class="num">{meter.sequence}</b> {meter.point.address}
      </div>
    </article>
  );
}
