import { costOf } from "@/bench/costs/usage";
import { loadAccounts } from "@/bench/data/accounts";
import { loadCatalogue } from "@/bench/data/catalogue";
import { checkSample } from "@/bench/data/check";
import { debits } from "@/bench/data/spends";
import { loadSubscribers } from "@/bench/data/subscribers";
import { looped } from "@/bench/measure";
import { startRefiller } from "@/bench/refills/child";
import type { Scenario } from "@/bench/scenario";
import { placeAndCapture } from "@/bench/scenarios/holds";
import { expireBefore } from "@/bench/scenarios/refills";
import { openAnnouncingQueue } from "@/lib/ledger/spend-queue";
import { addMonths } from "@/lib/time";

const CALLERS = 64;

export const costsScenario: Scenario = {
  name: "costs",
  title: "What an operation uses: processor time, write-ahead log and disk",
  run: ({ server, quick, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: quick ? 2_000 : 20_000 });
      await loadCatalogue(database);
      const begins = new Date();
      await loadSubscribers(database.sql, begins);
      const seconds = pace.seconds * 2;
      const here = { database, nodePid: process.pid };
      const spend = debits(database, accounts.slice(0, 1_000));
      const queue = openAnnouncingQueue(database);
      const hold = looped((turn) => placeAndCapture(queue, accounts[turn % 1_000] ?? ""));
      const child = startRefiller(database.url, "fastest");
      const there = { database, nodePid: child.pid };
      const signUps = quick ? 100 : 1_000;
      try {
        // The code is compiled, and plans are made.
        await spend(CALLERS, 1);
        await hold(CALLERS, 1);
        await child.refill({ now: begins.toISOString() });
        await child.signUp(50, begins);
        const costs = [
          await costOf("debit", here, async () => (await spend(CALLERS, seconds)).count),
          await costOf("hold placed and captured", here, async () => (await hold(CALLERS, seconds)).count),
          await costOf("expiry", here, () => expireBefore(database, addMonths(begins, 1))),
          await costOf("refill", there, async () => {
            const now = addMonths(begins, 1);
            return (await child.refill({ now: now.toISOString() })).windows;
          }),
          await costOf("sign-up", there, async () => {
            await child.signUp(signUps, addMonths(begins, 1));
            return signUps;
          }),
        ];
        console.table(
          costs.map(({ what, postgresMs, nodeMs, walBytes, diskBytes }) => ({
            what,
            "PostgreSQL ms": postgresMs.toFixed(3),
            "Node ms": nodeMs.toFixed(3),
            "log bytes": Math.round(walBytes),
            "disk bytes": Math.round(diskBytes),
          })),
        );
        await checkSample(database, accounts);
        return { rows: [], goals: [], facts: { costs } };
      } finally {
        child.stop();
      }
    }),
};
