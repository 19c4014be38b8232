/** What is to be read in a photo, beside it: its barcode, and the second reader's hint. It never changes a value. */
import type { JSX } from "preact";
import { fullDate } from "../../../i18n/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Link } from "../../../ui/router.tsx";
import { t } from "../frame/words.ts";
import type { CasePhoto } from "../wire.ts";

function CodeSaid({ barcode }: { barcode: NonNullable<CasePhoto["barcode"]> }): JSX.Element {
  const { state, text, meter, codes } = barcode;
  if (state === "mismatch" && meter) {
    return (
      <>
        {t("photo.code.mismatch", { asset: meter.asset_number })}{" "}
        <Link to={`/points/${meter.point.id}`}>{meter.point.address || meter.point.number}</Link>
      </>
    );
  }
  if (state === "none" && codes.length) {
    const others = codes.flatMap((code) => code.meter ?? []);
    return (
      <>
        {t(others.length ? "photo.code.others" : "photo.code.strangers", { n: others.length || codes.length })}
        {others.map((one, at) => (
          <>
            {at ? t("photo.code.and") : " "}
            {one.asset_number} <Link to={`/points/${one.point.id}`}>{one.point.address || one.point.number}</Link>
          </>
        ))}
      </>
    );
  }
  return <>{state === "mismatch" ? t("photo.code.unknown", { text: text ?? "" }) : t(`photo.code.${state}`)}</>;
}

export function PhotoSaid({ photo, seen = true }: { photo: CasePhoto; seen?: boolean }): JSX.Element | null {
  const { barcode, dial, state, lost_since } = photo;
  // Where nothing can be shown, that it is lost is said in its place.
  const copy = state === "lost" && seen;
  if (!barcode && !dial && !copy) return null;
  const differs = barcode?.state === "mismatch";
  return (
    <ul class="photo-said">
      {copy ? (
        <li class="differs">
          <Icon name="warn" />
          <span>{t("photo.original_lost", { when: lost_since ? fullDate(lost_since) : "" })}</span>
        </li>
      ) : null}
      {barcode ? (
        <li class={differs ? "differs" : ""}>
          <Icon name={barcode.state === "match" ? "check" : differs ? "warn" : "info"} />
          <span>
            <CodeSaid barcode={barcode} />
          </span>
        </li>
      ) : null}
      {dial ? (
        <li class={dial.state}>
          <Icon name={dial.state === "agrees" ? "check" : dial.state === "differs" ? "warn" : "info"} />
          <span>{t(`photo.dial.${dial.state}`, { read: dial.read ?? "" })}</span>
        </li>
      ) : null}
    </ul>
  );
}
