import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { next } from "@/bench/data/spends";
import { createFloor, minimalThroughPg } from "@/bench/floor/minimal";
import { looped } from "@/bench/measure";
import { floorRow, type Row, type Scenario } from "@/bench/scenario";
import { grant } from "@/lib/ledger/grant";

export const grantScenario: Scenario = {
  name: "grant",
  title: "In process, grants one by one, over 1,000 accounts",
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: 1_000 });
      await createFloor(database, accounts.length);
      const granting = looped(async (turn) => {
        const accountId = accounts[turn % accounts.length] ?? "";
        const lot = { accountId, kind: "PACK", amount: 10n, sourceKey: `grant-${next()}`, actor: "system" } as const;
        const { status } = await grant(database.sql, lot, new Date());
        if (status !== "granted") throw new Error(`A grant was not made: ${status}.`);
      });
      const rows: Row[] = [];
      for (const callers of [1, 8, 64]) {
        const minimal = minimalThroughPg(database.url, accounts.length);
        const { figures, ratio, p99Ratio } = await compare({ minimal, granting }, { ...pace, callers });
        rows.push(floorRow("minimal, pg", callers, figures.minimal));
        const beside = {
          against: "minimal, pg",
          ratio: ratio("granting", "minimal"),
          p99Ratio: p99Ratio("granting", "minimal"),
        };
        rows.push({ what: "grant", callers, ...beside, ...figures.granting });
      }
      await checkSample(database, accounts);
      return { rows, goals: [] };
    }),
};
