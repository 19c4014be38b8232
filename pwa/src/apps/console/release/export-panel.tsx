/** Readings as CSV or XLSX, with the columns that a billing system expects. The file streams from the server as a plain download. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { address, call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Segments } from "../../../ui/parts.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Profiles } from "../wire.ts";
import { ProfileSheet } from "./profile-sheet.tsx";

export function ExportPanel({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const profiles = useAsk<Profiles>(`profiles/${branchId}`, (signal) =>
    call("GET", "/exports/profiles", { query: { branch_id: branchId }, signal }),
  );
  const [profile, setProfile] = useState("");
  const [editing, setEditing] = useState(false);
  const [format, setFormat] = useState<"csv" | "xlsx">("csv");
  const chosen = profiles.data?.items.find((one) => one.name === profile);
  return (
    <section class="card stack">
      <h2>{t("export.title")}</h2>
      <label class="field">
        <span>{t("export.profile")}</span>
        <select class="input" value={profile} onChange={(event) => setProfile(event.currentTarget.value)}>
          <option value="">{t("export.standard")}</option>
          {profiles.data?.items.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="link-btn small" disabled={!profiles.data} onClick={() => setEditing(true)}>
        {t(chosen && !chosen.built_in ? "profile.edit" : "profile.new")}
      </button>
      {editing && profiles.data ? (
        <ProfileSheet
          branchId={branchId}
          known={profiles.data.columns}
          start={chosen}
          onClose={() => setEditing(false)}
          onSaved={async (name) => {
            await profiles.again();
            setProfile(name);
          }}
        />
      ) : null}
      {chosen ? <p class="small muted cut-3">{chosen.columns.map((column) => column.heading || column.column).join(" · ")}</p> : null}
      <Trouble error={profiles.error} again={() => void profiles.again()} />
      <Segments
        label={t("export.format")}
        value={format}
        options={[
          ["csv", "CSV"],
          ["xlsx", "XLSX"],
        ]}
        onChange={setFormat}
      />
      <a class="btn quiet" download href={address("/exports/readings", { branch_id: branchId, period, format, profile: profile || null })}>
        {t("export.do", { format: format.toUpperCase() })}
      </a>
    </section>
  );
}
