import { loadAccounts } from "@/bench/data/accounts";
import { atLeast, type Scenario } from "@/bench/scenario";
import { compareWithFloor } from "./spends-and-floor";

export const hotScenario: Scenario = {
  name: "hot",
  title: "In process, one hot account",
  run: (bench) =>
    bench.server.withDatabase(async (database) => {
      const accounts = await loadAccounts(bench.server, database, { accounts: 1_000 });
      const { rows, ratios } = await compareWithFloor(bench, database, accounts.slice(0, 1));
      const goals = ratios
        .filter(({ callers }) => callers === 64)
        .flatMap(({ toPg, toPgbench }) => [
          atLeast("one hot account, 64 callers: x minimal through pg", 10, toPg),
          ...(toPgbench === null
            ? []
            : [atLeast("one hot account, 64 callers: x minimal through pgbench", 10, toPgbench)]),
        ]);
      return { rows, goals };
    }),
};
