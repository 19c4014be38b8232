/** Whom a setting is for: every branch or this one, a class, a route. */
import type { JSX } from "preact";
import { Field } from "../../../ui/parts.tsx";
import { branches, me } from "../frame/session.ts";
import { codeText, t } from "../frame/words.ts";
import { CLASSES, type RouteItem, type Whom } from "./wire.ts";

export function whomText(whom: Whom, routes: readonly RouteItem[]): string {
  const parts = [];
  if (whom.route_id) {
    const route = routes.find((one) => one.id === whom.route_id);
    parts.push(route ? `${route.code} ${route.name}` : t("photos.a_route"));
  } else {
    parts.push(
      whom.branch_id === null
        ? t("photos.every_branch")
        : (branches.value.find((one) => one.id === whom.branch_id)?.name ?? t("photos.a_branch")),
    );
  }
  if (whom.customer_class) parts.push(codeText("class", whom.customer_class));
  return parts.join(" · ");
}

export function WhomFields({
  branchId,
  value,
  routes,
  onChange,
}: {
  branchId: number;
  value: Whom;
  /** Left out: no choice of a route. */
  routes?: readonly RouteItem[];
  onChange: (whom: Whom) => void;
}): JSX.Element {
  return (
    <div class="row fields">
      <Field label={t("nav.branch")}>
        {(id) => (
          <select
            id={id}
            class="input"
            value={value.branch_id === null ? "" : String(branchId)}
            onChange={(event) => onChange({ ...value, branch_id: event.currentTarget.value ? branchId : null, route_id: null })}
          >
            <option value={String(branchId)}>{branches.value.find((one) => one.id === branchId)?.name}</option>
            {me.value?.person.role === "admin" ? <option value="">{t("photos.every_branch")}</option> : null}
          </select>
        )}
      </Field>
      {routes ? (
        <Field label={t("photos.route")}>
          {(id) => (
            <select
              id={id}
              class="input"
              value={value.route_id ?? ""}
              onChange={(event) => onChange({ ...value, branch_id: branchId, route_id: event.currentTarget.value || null })}
            >
              <option value="">{t("photos.every_route")}</option>
              {routes.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.code} {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field label={t("photos.class")}>
        {(id) => (
          <select
            id={id}
            class="input"
            value={value.customer_class ?? ""}
            onChange={(event) => onChange({ ...value, customer_class: event.currentTarget.value || null })}
          >
            <option value="">{t("photos.every_class")}</option>
            {CLASSES.map((one) => (
              <option key={one} value={one}>
                {codeText("class", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
