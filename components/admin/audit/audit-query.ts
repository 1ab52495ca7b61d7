import { dayStart, isDay } from "@/lib/analytics/calendar";
import type { AuditFilter } from "@/lib/audit-log/list-audit";

/** The filter in the URL of the audit page; invalid values are ignored. */
export type AuditQuery = {
  actor?: string;
  target?: string;
  action?: string;
  from?: string;
  to?: string;
  show?: "everything";
  cursor?: string;
};

export function parseAuditQuery(query: Record<string, string | string[] | undefined>): AuditQuery {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value.trim() !== "" && !value.includes("\u0000") ? value.trim() : undefined;
  };
  const day = (name: string) => {
    const value = text(name);
    return value && isDay(value) ? value : undefined;
  };
  const [actor, target, action, cursor] = [text("actor"), text("target"), text("action"), text("cursor")];
  const [from, to] = [day("from"), day("to")];
  return {
    ...(actor && { actor }),
    ...(target && { target }),
    ...(action && action !== "all" && { action }),
    ...(from && { from }),
    ...(to && { to }),
    ...(query.show === "everything" && { show: "everything" as const }),
    ...(cursor && { cursor }),
  };
}

/** The filter as the audit log takes it, with days of the admin's time zone. */
export function toAuditFilter({ from, to, cursor: _cursor, show, ...rest }: AuditQuery, timeZone: string): AuditFilter {
  return {
    ...rest,
    show: show ?? "changes",
    from: from ? (dayStart(from, timeZone) ?? undefined) : undefined,
    to: to ? (dayStart(to, timeZone, 1) ?? undefined) : undefined,
  };
}

/** The address of the CSV file with the same records. */
export function auditExportPath({ from, to, ...rest }: AuditFilter): string {
  const query = new URLSearchParams({
    ...rest,
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
  });
  return `/api/v1/admin/export/audit.csv?${query}`;
}
