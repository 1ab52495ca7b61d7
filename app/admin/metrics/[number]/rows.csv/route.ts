import { notFound } from "next/navigation";
import { viewerTimeZone } from "@/app/viewer";
import { parseNumberQuery } from "@/components/admin/overview/number-query";
import { findCurrency } from "@/lib/analytics/metrics/currencies";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { exportRows } from "@/lib/analytics/rows/export-rows";
import { numberOf } from "@/lib/analytics/rows/numbers";
import { csvReply } from "@/lib/api/http/reply";
import { requireAdmin } from "@/lib/auth/guards";
import { now as clock } from "@/lib/clock";
import { csvName } from "@/lib/format/write-csv";
import { reports } from "@/lib/replica/reports";

/** The rows behind a number as a CSV file, read while they are sent. */
export async function GET(request: Request, { params }: RouteContext<"/admin/metrics/[number]/rows.csv">) {
  await requireAdmin();
  const { number: name } = await params;
  const number = numberOf(name);
  if (!number) notFound();
  const [now, timeZone] = [await clock(), await viewerTimeZone()];
  const query = parseNumberQuery(Object.fromEntries(new URL(request.url).searchParams), timeZone, now);
  const { sql } = await reports().current();
  const { from, to } = periodsOf(query.range);
  const { currency } = await findCurrency(sql, query.currency);
  // The framework answers HEAD with the GET handler, and would never read the body.
  const lines = request.method === "HEAD" ? null : exportRows(sql, number, { ...query, from, to, currency, now });
  return csvReply({ name: csvName(name, now), lines }, crypto.randomUUID());
}
