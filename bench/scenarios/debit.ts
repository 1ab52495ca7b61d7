import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { atLeast, type Scenario } from "@/bench/scenario";
import { compareWithFloor } from "./spends-and-floor";

export const debitScenario: Scenario = {
  name: "debit",
  title: "In process, over 1,000 accounts",
  run: (bench) =>
    bench.server.withDatabase(async (database) => {
      const accounts = await loadAccounts(bench.server, database, { accounts: 1_000 });
      const { rows, ratios } = await compareWithFloor(bench, database, accounts);
      await checkSample(database, accounts);
      const goals = ratios
        .filter(({ callers }) => callers === 64)
        .flatMap(({ toPg, toPgbench }) => [
          atLeast("debit, 64 callers: x minimal through pg", 2, toPg),
          ...(toPgbench === null ? [] : [atLeast("debit, 64 callers: x minimal through pgbench", 2, toPgbench)]),
        ]);
      return { rows, goals };
    }),
};
