import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { type MemorySample, spendInChild } from "@/bench/memory/child";
import { atMost, type Scenario } from "@/bench/scenario";

const CALLERS = 64;

export const memoryScenario: Scenario = {
  name: "memory",
  title: "A process's memory while it makes a million debits, after a collection each time",
  run: ({ server, quick }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: 1_000 });
      const count = quick ? 200_000 : 1_000_000;
      const task = { databaseUrl: database.url, accounts, callers: CALLERS, count };
      const { samples, perSecond } = await spendInChild(task);
      await checkSample(database, accounts);
      console.table(
        samples.map(({ debits, heapMb, rssMb }) => ({
          debits,
          "heap MB": heapMb.toFixed(1),
          "RSS MB": rssMb.toFixed(1),
        })),
      );
      return {
        rows: [],
        goals: [
          atMost(`heap after ${count} debits: x that after a fifth of them`, 1.1, growth(samples, "heapMb")),
          atMost(`RSS after ${count} debits: x that after a fifth of them`, 1.25, growth(samples, "rssMb")),
        ],
        facts: { callers: CALLERS, perSecond, samples },
      };
    }),
};

/** After a fifth of the run code is compiled and pools are full, so any later growth is a leak. */
function growth(samples: MemorySample[], field: "heapMb" | "rssMb"): number {
  const warm = samples[Math.floor(samples.length / 5) - 1];
  const last = samples.at(-1);
  return (last?.[field] ?? Number.NaN) / (warm?.[field] ?? Number.NaN);
}
