import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { type Candidate, looped } from "@/bench/measure";
import { atMost, floorRow, type Scenario } from "@/bench/scenario";
import { readOverview } from "@/lib/analytics/metrics/overview";
import { lastDays } from "@/lib/analytics/metrics/periods";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import type { Database, Sql } from "@/lib/db";

const ACCOUNTS = 100_000;
const DEBITS_EACH = { full: 98, quick: 8 };
const DAYS = 365;

export const adminScenario: Scenario = {
  name: "admin",
  title: "The admin's overview with a long history, against an empty database; and adding up a day",
  run: ({ server, pace, quick }) =>
    server.withDatabase((empty) =>
      server.withDatabase(async (full) => {
        const debitsEach = quick ? DEBITS_EACH.quick : DEBITS_EACH.full;
        const entries = ACCOUNTS * (debitsEach + 2);
        console.log(`Loading ${entries.toLocaleString("en")} entries of ${ACCOUNTS.toLocaleString("en")} accounts …`);
        await loadAccounts(server, full, { accounts: ACCOUNTS, debitsEach });
        await rollUp(empty, new Date());
        const rebuildSeconds = await secondsOf(() => rebuild(full, new Date()));
        await addYear(full.sql);
        const daySeconds = await secondsOf(() => addDayAgain(full, Math.round(entries / DAYS)));
        await full.sql`VACUUM (ANALYZE) metric_credit`;

        const { figures } = await compare({ without: overview(empty), with: overview(full) }, { ...pace, callers: 1 });
        const beyond = figures.with.p99Ms - 1.25 * figures.without.p99Ms;
        return {
          rows: [
            floorRow("overview of a year, empty database", 1, figures.without),
            {
              what: "overview of a year, full",
              callers: 1,
              against: null,
              ratio: null,
              p99Ratio: null,
              ...figures.with,
            },
          ],
          goals: [
            atMost("overview: p99 in ms beyond 1.25 x that of an empty database", 50, beyond),
            atMost("adding up a day's entries, in seconds", 10, daySeconds),
          ],
          facts: { entries, accounts: ACCOUNTS, rebuildSeconds },
        };
      }),
    ),
};

function overview({ sql }: Database): Candidate {
  return looped(async () => {
    await readOverview(sql, { range: lastDays(DAYS, "Europe/Berlin", new Date()) });
  });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** The read model of a year in which something happened in every quarter of an hour: the loaded entries are of one moment. */
async function addYear(sql: Sql): Promise<void> {
  await sql`
    INSERT INTO metric_credit (at, type, basis, credits, cents)
    SELECT date_bin('15 minutes', now(), '2000-01-01') - nth * interval '15 minutes', type, basis, 10, 10
    FROM generate_series(1, ${DAYS * 96}::integer) AS quarters (nth)
    CROSS JOIN (VALUES ('GRANT', 'usd'), ('USAGE', 'usd'), ('USAGE', 'free'), ('EXPIRY', 'usd')) AS kinds (kind, basis)
    CROSS JOIN LATERAL (SELECT kind::entry_type AS type) AS typed
    ON CONFLICT DO NOTHING`;
  await sql`
    INSERT INTO metric_money (at, currency, kind, item_id, fact, cents, count)
    SELECT date_bin('15 minutes', now(), '2000-01-01') - nth * interval '15 minutes', 'usd', 'SUBSCRIPTION', 'one', 'PAYMENT', 10, 1
    FROM generate_series(1, ${DAYS * 96}::integer) AS quarters (nth)`;
}

/** Has the last entry of this many accounts counted once more, which takes as long as the first time. */
async function addDayAgain(database: Database, entries: number): Promise<void> {
  await database.sql`
    UPDATE metric_account SET seq = seq - 1
    WHERE account_id IN (SELECT account_id FROM metric_account LIMIT ${entries}::integer)`;
  await rollUp(database, new Date());
}
