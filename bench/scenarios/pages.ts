import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { loadCatalogue } from "@/bench/data/catalogue";
import { metered } from "@/bench/http/cpu";
import { EMPTY_PAGE_PATH, openPageClient, type PageClient } from "@/bench/http/pages";
import { serveApp } from "@/bench/http/serve";
import { looped } from "@/bench/measure";
import { atLeast, atMost, floorRow, type Goal, type Scenario } from "@/bench/scenario";
import type { BenchDatabase } from "@/bench/server";
import { firstLoadScripts, kilobytesOf, SCRIPT_BUDGETS } from "@/dev/pages/first-load";
import { sealSession } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";

// A process that just started is slow until its code is compiled.
const WARM_UP_SECONDS = 8;
const CONNECTIONS = 16;
// Ten spends a day for a year.
const SPENDS = 3_650;
const ACCOUNTS = 20;

// The app is measured over http, where the cookie has this name.
const COOKIE = "next-auth.session-token";

export const pagesScenario: Scenario = {
  name: "pages",
  title: `Pages of one process, ${CONNECTIONS} connections, and the weight of their scripts`,
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: ACCOUNTS, debitsEach: SPENDS });
      await loadCatalogue(database);
      const app = await serveApp(database.url);
      const visitor = openPageClient(app.port, null, CONNECTIONS);
      const person = openPageClient(app.port, await cookieOf(database, accounts[0] ?? "", app.secret), CONNECTIONS);
      const many = { ...pace, callers: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS };
      try {
        const [home, pricing, dashboard, empty] = [
          metered(app.pid, get(visitor, "/")),
          metered(app.pid, get(visitor, "/pricing")),
          metered(app.pid, get(person, "/dashboard")),
          metered(app.pid, get(person, EMPTY_PAGE_PATH)),
        ];
        const open = await compare({ home: home.candidate, pricing: pricing.candidate }, many);
        const own = await compare({ dashboard: dashboard.candidate, empty: empty.candidate }, many);
        // One at a time, what a page takes is the server's time and not a queue.
        const alone = await compare(
          { dashboard: get(person, "/dashboard"), empty: get(person, EMPTY_PAGE_PATH) },
          { ...pace, callers: 1 },
        );
        const besideEmpty = ({ ratio, p99Ratio }: typeof own) => ({
          against: "an empty page",
          ratio: ratio("dashboard", "empty"),
          p99Ratio: p99Ratio("dashboard", "empty"),
        });
        const year = "/dashboard, a year of history";
        const rows = [
          { ...floorRow("/, signed out", CONNECTIONS, open.figures.home), cpuMs: home.cpuMs() },
          { ...floorRow("/pricing, signed out", CONNECTIONS, open.figures.pricing), cpuMs: pricing.cpuMs() },
          { ...floorRow(year, CONNECTIONS, own.figures.dashboard), ...besideEmpty(own), cpuMs: dashboard.cpuMs() },
          { ...floorRow("an empty page, signed in", CONNECTIONS, own.figures.empty), cpuMs: empty.cpuMs() },
          { ...floorRow(year, 1, alone.figures.dashboard), ...besideEmpty(alone) },
          floorRow("an empty page, signed in", 1, alone.figures.empty),
        ];
        const beyond = alone.figures.dashboard.p95Ms - alone.figures.empty.p95Ms;
        const goals: Goal[] = [
          atLeast("/: per second", 2_000, open.figures.home.perSecond),
          atLeast("/pricing: per second", 2_000, open.figures.pricing.perSecond),
          atLeast("/dashboard: per second", 200, own.figures.dashboard.perSecond),
          atMost("/dashboard: p95 in ms beyond that of an empty page", 60, beyond),
        ];
        for (const [path, budget] of Object.entries(SCRIPT_BUDGETS)) {
          const client = path === "/" || path === "/pricing" ? visitor : person;
          const scripts = await firstLoadScripts(await client.read(path), client.read);
          goals.push(atMost(`${path}: scripts in KB`, budget, kilobytesOf(scripts)));
        }
        return { rows, goals };
      } finally {
        visitor.close();
        person.close();
        await app.stop();
      }
    }),
};

const get = (client: PageClient, path: string) => looped(() => client.get(path));

/** The cookie of a new session of the owner of an account. */
async function cookieOf({ prisma }: BenchDatabase, accountId: string, secret: string): Promise<string> {
  const { userId } = await prisma.creditAccount.findUniqueOrThrow({ where: { id: accountId } });
  const device = { userAgent: null, network: null };
  const ticket = await createSession(prisma, { userId, method: "password", device }, new Date());
  return `${COOKIE}=${await sealSession(ticket, secret)}`;
}
