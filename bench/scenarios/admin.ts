import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { loadBusiness } from "@/bench/data/business";
import { loadPeople } from "@/bench/data/people";
import { type Candidate, looped } from "@/bench/measure";
import { atMost, floorRow, type Row, type Scenario } from "@/bench/scenario";
import { firstPagesOfUsers } from "@/bench/scenarios/user-list";
import { readOverview } from "@/lib/analytics/metrics/overview";
import { lastDays, periodsOf } from "@/lib/analytics/metrics/periods";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { NUMBERS, type NumberName } from "@/lib/analytics/rows/numbers";
import { priceLastMonth } from "@/lib/catalog/price-last-month";
import type { Database } from "@/lib/db";
import { eachEntry } from "@/lib/ledger/each-entry";
import { DAY_MS } from "@/lib/time";

const ACCOUNTS = 100_000;
const DEBITS_EACH = { full: 98, quick: 8 };
const DAYS = 365;
const ROWS_BEHIND = ["mrr", "new", "money", "spent", "outstanding", "liability"] as const;

export const adminScenario: Scenario = {
  name: "admin",
  title:
    "The admin's overview with a long history, against an empty database; rows, the list of users, exports, and adding up a day",
  run: ({ server, pace, quick }) =>
    server.withDatabase((empty) =>
      server.withDatabase(async (full) => {
        const debitsEach = quick ? DEBITS_EACH.quick : DEBITS_EACH.full;
        const entries = ACCOUNTS * (debitsEach + 2);
        console.log(`Loading ${entries.toLocaleString("en")} entries of ${ACCOUNTS.toLocaleString("en")} accounts …`);
        await loadAccounts(server, full, { accounts: ACCOUNTS, debitsEach });
        await loadBusiness(full.sql);
        await loadPeople(full.sql);
        await rollUp(empty, new Date());
        const rebuildSeconds = await secondsOf(() => rebuild(full, new Date()));
        const daySeconds = await secondsOf(() => addDayAgain(full, Math.round(entries / DAYS)));
        await full.sql`VACUUM (ANALYZE)`;

        const { figures } = await compare({ without: overview(empty), with: overview(full) }, { ...pace, callers: 1 });
        const beyond = figures.with.p95Ms - 1.25 * figures.without.p95Ms;
        const pages = await compare(Object.fromEntries(ROWS_BEHIND.map((name) => [name, firstPage(full, name)])), {
          ...pace,
          callers: 1,
        });
        const slowest = Math.max(...Object.values(pages.figures).map(({ p95Ms }) => p95Ms));
        const users = await firstPagesOfUsers(full);
        const monthSeconds = await secondsOf(() => priceAMonth(full));
        const exportSeconds = await secondsOf(() => exportDay(full));
        const row = (what: string, some: typeof figures.with): Row => ({ ...floorRow(what, 1, some) });
        return {
          rows: [
            row("overview of a year, empty database", figures.without),
            row("overview of a year, full", figures.with),
            ...ROWS_BEHIND.map((name) =>
              row(`first rows behind "${name}", of a year`, pages.figures[name] ?? figures.with),
            ),
          ],
          goals: [
            atMost("overview: p95 in ms beyond 1.25 x that of an empty database", 50, beyond),
            atMost("the slowest first page of rows: p95 in ms", 300, slowest),
            atMost("the slowest first page of the list of users: p95 in ms", 300, Math.max(...Object.values(users))),
            atMost("adding up a day's entries, in seconds", 10, daySeconds),
          ],
          facts: { entries, accounts: ACCOUNTS, users, rebuildSeconds, monthSeconds, exportSeconds },
        };
      }),
    ),
};

function overview({ sql }: Database): Candidate {
  return looped(async () => {
    await readOverview(sql, { range: lastDays(DAYS, "Europe/Berlin", new Date()) });
  });
}

function firstPage({ sql }: Database, name: NumberName): Candidate {
  return looped(async () => {
    const now = new Date();
    const { from, to } = periodsOf(lastDays(DAYS, "Europe/Berlin", now));
    const part = { money: {}, balances: { from: null, to: null }, cohort: null };
    const { rows } = await NUMBERS[name].rows(
      sql,
      { from, to, currency: "usd", now, ...part },
      { after: null, limit: 50 },
    );
    if (rows.length === 0) throw new Error(`There are no rows behind ${name}.`);
  });
}

async function priceAMonth({ sql }: Database): Promise<void> {
  const rate = { credits: 1n, perUnits: 1_000n, rounding: "UP", minimumCredits: 1n } as const;
  await priceLastMonth(sql, { meter: "tokens", rate, timeZone: "Europe/Berlin" }, new Date());
}

/** Reads the entries of a day half a year ago, as the CSV export does. */
async function exportDay({ sql }: Database): Promise<void> {
  const from = new Date(Date.now() - 180 * DAY_MS);
  let count = 0;
  for await (const page of eachEntry(sql, { from, to: new Date(from.getTime() + DAY_MS) })) count += page.length;
  if (count === 0) throw new Error("The day has no entries.");
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** Has the last entry of this many accounts counted once more, which takes as long as the first time. */
async function addDayAgain(database: Database, entries: number): Promise<void> {
  await database.sql`
    UPDATE metric_account SET seq = seq - 1
    WHERE account_id IN (SELECT account_id FROM metric_account LIMIT ${entries}::integer)`;
  await rollUp(database, new Date());
}
