import { addDays, dayOf } from "@/lib/analytics/calendar";
import { readForecast } from "@/lib/analytics/forecast";
import { daysOf, MAX_DAYS, usage } from "@/lib/analytics/usage";
import { getUsageEndpoint } from "@/lib/api/endpoints/usage/definition";
import { creditAccount } from "@/lib/api/http/account";
import { jsonTotal } from "@/lib/api/http/json";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTimeOrNull } from "@/lib/api/http/schemas";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { lotsWithPlanEnd } from "@/lib/billing/plans/plan-end";
import { getBalance } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getUsageEndpoint, async ({ account, query, database, reports, now }) => {
    const { sql, prisma } = database;
    const accountId = await creditAccount(account, database, now);
    const { timezone: timeZone, groupBy } = query;
    const dimensions = BY_DIMENSION.filter(({ group }) => groupBy.includes(group));
    const request = {
      accountId,
      timeZone,
      from: firstDay(query.from, timeZone),
      to: endDay(query.to, timeZone),
      dimensions: dimensions.map(({ dimension }) => dimension),
    };
    const days = daysOf(request, now);
    if (!days) return invalidFields([{ field: "to", message: `Must be after \`from\`, by at most ${MAX_DAYS} days.` }]);

    const reader = await reports.current();
    const [spent, balance, subscription] = await Promise.all([
      usage(reader.sql, days, request, now),
      getBalance(sql, accountId, now),
      currentSubscription(prisma, account.userId, now),
    ]);
    const nextRefillAt = subscription?.nextRefill?.at ?? null;
    const lots = lotsWithPlanEnd(balance?.lots ?? [], subscription?.endsAt ?? null);
    const { runsOutAt } = await readForecast(reader.sql, { accountId, timeZone, balance: { lots }, nextRefillAt }, now);
    return {
      today: jsonTotal(spent.today),
      thisMonth: jsonTotal(spent.thisMonth),
      total: jsonTotal(spent.total),
      ...(groupBy.includes("day") && {
        daily: spent.daily.map((day) => ({ date: day.day, credits: jsonTotal(day.spent) })),
      }),
      ...(groupBy.includes("meter") && {
        byMeter: spent.byMeter.map((meter) => ({ meter: meter.meter, credits: jsonTotal(meter.spent) })),
      }),
      ...Object.fromEntries(
        dimensions.map(({ group, dimension, field }) => [
          field,
          (spent.byDimension.get(dimension) ?? []).map((one) => ({
            [group]: one.value,
            credits: jsonTotal(one.spent),
          })),
        ]),
      ),
      forecast: { runsOutAt: isoTimeOrNull(runsOutAt) },
    };
  }),
});

/** What `groupBy` calls a dimension, and where it is in the answer. */
const BY_DIMENSION = [
  { group: "subject", dimension: "subject", field: "bySubject" },
  { group: "model", dimension: "model", field: "byModel" },
  { group: "project", dimension: "project", field: "byProject" },
  { group: "run", dimension: "run", field: "byRun" },
  { group: "tag", dimension: "tags", field: "byTag" },
] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first day of the range: a day as it is, or the day that a time falls on. */
function firstDay(from: string | undefined, timeZone: string): string | undefined {
  return from === undefined || DAY.test(from) ? from : dayOf(new Date(from), timeZone);
}

/** The day before which the range ends. The day of a time is included if it has started by then. */
function endDay(to: string | undefined, timeZone: string): string | undefined {
  return to === undefined || DAY.test(to) ? to : addDays(dayOf(new Date(Date.parse(to) - 1), timeZone), 1);
}
