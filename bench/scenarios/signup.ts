import { randomUUID } from "node:crypto";
import { compare } from "@/bench/compare";
import { costOf } from "@/bench/costs/usage";
import { countStatements, watchStatements } from "@/bench/count-statements";
import { loadCatalogue } from "@/bench/data/catalogue";
import { minimalSignUp } from "@/bench/floor/minimal-sign-up";
import { looped } from "@/bench/measure";
import { atMost, floorRow, type Row, type Scenario } from "@/bench/scenario";
import { benchSettings } from "@/bench/settings";
import { createUser, type NewUser } from "@/lib/auth/create-user";
import { createDatabase, type Database } from "@/lib/db";

/** Kinds of new people: with a password, who have to verify their address, and with an address that a provider vouched for. */
const KINDS = [
  { what: "sign-up", person: { passwordHash: "none" } },
  { what: "sign-up with a verified address", person: { emailVerified: new Date() } },
] as const;

export const signUpScenario: Scenario = {
  name: "signup",
  title: "Sign-ups without hashing the password",
  run: ({ server, quick, pace }) =>
    server.withDatabase(async (bench) => {
      Object.assign(process.env, benchSettings(bench.url));
      await loadCatalogue(bench);
      watchStatements();
      // With a connection for each caller: how long they wait for one is not measured.
      const database = createDatabase(bench.url, 64);
      const here = { database: bench, nodePid: process.pid };
      const rows: Row[] = [];
      const costs = [];
      try {
        for (const callers of [1, 8, 64]) {
          const [first, second] = KINDS.map(({ person }) => looped(() => signUp(database, person)));
          if (!first || !second) throw new Error("There are two kinds.");
          const candidates = { minimal: minimalSignUp(database.pool), first, second };
          const { figures, ratio, p99Ratio } = await compare(candidates, { ...pace, callers });
          rows.push(floorRow("minimal, pg", callers, figures.minimal));
          for (const [at, name] of (["first", "second"] as const).entries()) {
            const beside = {
              against: "minimal, pg",
              ratio: ratio(name, "minimal"),
              p99Ratio: p99Ratio(name, "minimal"),
            };
            rows.push({ what: KINDS[at]?.what ?? "", callers, ...beside, ...figures[name] });
          }
        }
        for (const { what, person } of KINDS) {
          const statements = await countStatements(() => signUp(database, person));
          const count = quick ? 200 : 1_000;
          const cost = await costOf(what, here, async () => {
            for (let nth = 0; nth < count; nth += 1) await signUp(database, person);
            return count;
          });
          costs.push({ ...cost, statements });
        }
      } finally {
        await database.close();
      }
      console.table(
        costs.map(({ what, statements, postgresMs, nodeMs }) => ({
          what,
          statements,
          "PostgreSQL ms": postgresMs.toFixed(2),
          "Node ms": nodeMs.toFixed(2),
        })),
      );
      const [typical] = costs;
      const goals = [atMost("processor ms of the app for a sign-up", 5, typical?.nodeMs ?? Number.NaN)];
      return { rows, goals, facts: { costs } };
    }),
};

async function signUp(database: Database, person: Pick<NewUser, "passwordHash" | "emailVerified">): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  if (!(await createUser(database, { email, name: null, ...person }, new Date())))
    throw new Error(`${email} is taken.`);
}
