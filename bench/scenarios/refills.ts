import { median } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { loadCatalogue } from "@/bench/data/catalogue";
import { checkSample } from "@/bench/data/check";
import { debits } from "@/bench/data/spends";
import { loadSubscribers } from "@/bench/data/subscribers";
import type { Candidate } from "@/bench/measure";
import { type Refilled, startRefiller } from "@/bench/refills/child";
import { atLeast, type Scenario } from "@/bench/scenario";
import type { Database } from "@/lib/db";
import { expireIdle } from "@/lib/ledger/expire-due";
import { addMonths } from "@/lib/time";

const CALLERS = 64;
const SPENDERS = 1_000;

export const refillsScenario: Scenario = {
  name: "refills",
  title: "Refills in sets, against one by one, and spends meanwhile",
  run: ({ server, quick, pace }) =>
    server.withDatabase(async (database) => {
      const count = quick ? 6_000 : 40_000;
      const accounts = await loadAccounts(server, database, { accounts: count });
      await loadCatalogue(database);
      const begins = new Date();
      await loadSubscribers(database.sql, begins);
      const spend = debits(database, accounts.slice(0, SPENDERS));
      const refiller = startRefiller(database.url, "fastest");
      const paced = startRefiller(database.url, "usual");
      const rounds: Round[] = [];
      let month = 0;
      /** Everyone is due once more. */
      const nextMonth = async () => {
        const now = addMonths(begins, month++);
        await expireBefore(database, now);
        return now.toISOString();
      };
      try {
        // Each process compiles its code.
        await spend(CALLERS, 1);
        await refiller.refill({ now: await nextMonth() });
        await paced.refill({ now: await nextMonth() });
        for (let round = 0; round < pace.rounds; round += 1) {
          const first = await nextMonth();
          const oneByOne = await refiller.refill({ now: first, oneByOne: quick ? 50 : 200 });
          const inSets = await refiller.refill({ now: first });
          const second = await nextMonth();
          const alone = await spend(CALLERS, pace.seconds);
          const meanwhile = paced.refill({ now: second });
          const beside = await spendDuring(spend, meanwhile);
          rounds.push({
            oneByOne: rate(oneByOne),
            inSets: rate(inSets),
            meanwhile: rate(await meanwhile),
            alone: alone.perSecond,
            beside,
          });
        }
      } finally {
        refiller.stop();
        paced.stop();
      }
      await checkSample(database, accounts);
      console.table(
        rounds.map((round) => Object.fromEntries(Object.entries(round).map(([what, n]) => [what, Math.round(n)]))),
      );
      const of = (value: (round: Round) => number) => median(rounds.map(value));
      return {
        rows: [],
        goals: [
          atLeast(
            "refills in sets: windows a second",
            2_000,
            of(({ inSets }) => inSets),
          ),
          atLeast(
            "spends while refills run: x their rate without",
            0.8,
            of(({ alone, beside }) => beside / alone),
          ),
          atLeast(
            "refills in sets while spends run: windows a second",
            1_000_000 / 600,
            of(({ meanwhile }) => meanwhile),
          ),
        ],
        facts: { rounds, ratio: of(({ inSets, oneByOne }) => inSets / oneByOne) },
      };
    }),
};

/** Windows and spends a second. */
type Round = { oneByOne: number; inSets: number; meanwhile: number; alone: number; beside: number };

const rate = ({ windows, seconds }: Refilled): number => windows / seconds;

/** The rate of spends for as long as `work` goes on: the refills' own rate then has no time without spends in it. */
async function spendDuring(spend: Candidate, work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  void work.then(end, end);
  const rates: number[] = [];
  while (!isOver) {
    const { perSecond } = await spend(CALLERS, 1);
    // The last second has time without refills in it.
    if (!isOver || rates.length === 0) rates.push(perSecond);
  }
  return rates.reduce((sum, one) => sum + one, 0) / rates.length;
}

const BATCH = 500;

/** Expires what is due, as the worker has done by then. Returns how many accounts it went through. */
export async function expireBefore({ sql }: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - 1);
  let accounts = 0;
  for (;;) {
    const settled = await expireIdle(sql, BATCH, before);
    accounts += settled;
    if (settled < BATCH) return accounts;
  }
}
