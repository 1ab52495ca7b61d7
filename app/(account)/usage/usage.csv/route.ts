import { accountOf, viewerTimeZone } from "@/app/viewer";
import { parseUsageFilter } from "@/components/usage/usage-filter";
import { parseUsageRange } from "@/components/usage/usage-range";
import { exportUsage } from "@/lib/analytics/export-usage";
import { csvReply } from "@/lib/api/http/reply";
import { requireUser } from "@/lib/auth/guards";
import { now as clock } from "@/lib/clock";
import { csvName } from "@/lib/format/write-csv";
import { reports } from "@/lib/replica/reports";

/** The signed-in user's spends in the days of the page that its filter leaves, as a CSV file that is read while it is sent. */
export async function GET(request: Request) {
  const user = await requireUser("/usage");
  const [now, timeZone, accountId] = [await clock(), await viewerTimeZone(), await accountOf(user.id)];
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { filter } = parseUsageFilter(query);
  const { first, last } = parseUsageRange(query, timeZone, now);
  // The framework answers HEAD with the GET handler, and would never read the body.
  const { sql } = await reports().current();
  const lines = request.method === "HEAD" ? null : exportUsage(sql, { accountId, first, last, timeZone }, filter);
  return csvReply({ name: csvName("usage", now), lines }, crypto.randomUUID());
}
