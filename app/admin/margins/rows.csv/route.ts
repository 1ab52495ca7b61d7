import { viewerTimeZone } from "@/app/viewer";
import { MOST_ROWS, parseMarginQuery } from "@/components/admin/margins/margin-query";
import { exportMargins } from "@/lib/analytics/metrics/export-margins";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { csvReply } from "@/lib/api/http/reply";
import { requireAdmin } from "@/lib/auth/guards";
import { now as clock } from "@/lib/clock";
import { csvName } from "@/lib/format/write-csv";
import { reports } from "@/lib/replica/reports";

/** The margins of the days of the page as a CSV file. */
export async function GET(request: Request) {
  await requireAdmin();
  const [now, timeZone] = [await clock(), await viewerTimeZone()];
  const { range } = parseMarginQuery(Object.fromEntries(new URL(request.url).searchParams), timeZone, now);
  const { sql } = await reports().current();
  const { from, to: until } = periodsOf(range);
  // The framework answers HEAD with the GET handler, and would never read the body.
  const lines = request.method === "HEAD" ? null : exportMargins(sql, { from, until, limit: MOST_ROWS.file });
  return csvReply({ name: csvName("margins", now), lines }, crypto.randomUUID());
}
