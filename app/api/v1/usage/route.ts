import { v7 as newId } from "uuid";
import { addDays, dayOf, startOfDay } from "@/lib/analytics/calendar";
import { readForecast } from "@/lib/analytics/forecast";
import { daysOf, MAX_DAYS, usage } from "@/lib/analytics/usage";
import { getUsageEndpoint, recordUsageEndpoint } from "@/lib/api/endpoints/usage/definition";
import { creditAccount } from "@/lib/api/http/account";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonTotal } from "@/lib/api/http/json";
import { invalidFields, Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTime, isoTimeOrNull } from "@/lib/api/http/schemas";
import { ownKeyUsage } from "@/lib/billing/own-keys/queries";
import { recordOwnKeyUse } from "@/lib/billing/own-keys/record-own-key-use";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { lotsWithPlanEnd } from "@/lib/billing/plans/plan-end";
import { rateCard } from "@/lib/catalog/rate-card";
import { getBalance } from "@/lib/ledger/queries";
import type { SpendFilter } from "@/lib/ledger/spent";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getUsageEndpoint, async ({ account, query, database, reports, now }) => {
    const { sql, prisma } = database;
    const accountId = await creditAccount(account, database, now);
    const { timezone: timeZone, groupBy, meter, subject, model, project, run, tag } = query;
    const dimensions = BY_DIMENSION.filter(({ group }) => groupBy.includes(group));
    const request = {
      accountId,
      timeZone,
      from: firstDay(query.from, timeZone),
      to: endDay(query.to, timeZone),
      dimensions: dimensions.map(({ dimension }) => dimension),
      filter: given({ meter, subject, model, project, run, tags: tag }),
    };
    const days = daysOf(request, now);
    if (!days) return invalidFields([{ field: "to", message: `Must be after \`from\`, by at most ${MAX_DAYS} days.` }]);

    const reader = await reports.current();
    const range = { from: startOfDay(days.first, timeZone), until: startOfDay(addDays(days.last, 1), timeZone) };
    const [spent, ownKey, balance, subscription] = await Promise.all([
      usage(reader.sql, days, request, now),
      ownKeyUsage(reader.sql, account.userId, range),
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
      ownKey: ownKey.map((one) => ({ ...one, uses: jsonTotal(one.uses) })),
      forecast: { runsOutAt: isoTimeOrNull(runsOutAt) },
    };
  }),
  POST: route(recordUsageEndpoint, async ({ request, caller, account, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const card = await rateCard().find(database.sql);
    // An archived meter still counts: the work is done.
    const unknown = body.items.findIndex(({ meter }) => !card.has(meter));
    if (unknown >= 0) {
      const message = "No such meter. GET /api/v1/plans lists all meters.";
      return invalidFields([{ field: `items.${unknown}.meter`, message }]);
    }
    const { subject = null, model = null, project = null, run = null, tags = [] } = body;
    const items = [...body.items].sort((a, b) => (a.meter < b.meter ? -1 : 1));
    const use = { userId: account.userId, items, subject, model, project, run, tags };
    const recorded = await recordOwnKeyUse(database.sql, { ...use, idempotencyKey: idempotency.key ?? newId() }, now);
    if (!recorded.ok) return problem(recorded.reason);
    return { items, usedAt: isoTime(recorded.usedAt), replayed: recorded.replayed };
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

/** A filter without what the query does not name. */
function given(filter: Record<keyof SpendFilter, string | undefined>): SpendFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first day of the range: a day as it is, or the day that a time falls on. */
function firstDay(from: string | undefined, timeZone: string): string | undefined {
  return from === undefined || DAY.test(from) ? from : dayOf(new Date(from), timeZone);
}

/** The day before which the range ends. The day of a time is included if it has started by then. */
function endDay(to: string | undefined, timeZone: string): string | undefined {
  return to === undefined || DAY.test(to) ? to : addDays(dayOf(new Date(Date.parse(to) - 1), timeZone), 1);
}
