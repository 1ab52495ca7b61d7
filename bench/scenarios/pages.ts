import { type Compared, compare, type Rounds } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { loadCatalogue } from "@/bench/data/catalogue";
import { metered } from "@/bench/http/cpu";
import { EMPTY_PAGE_PATH, openPageClient, type PageClient } from "@/bench/http/pages";
import { type Served, serveApp } from "@/bench/http/serve";
import { type Figures, looped } from "@/bench/measure";
import { atLeast, atMost, floorRow, type Goal, type Row, type Scenario } from "@/bench/scenario";
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
const OWN_PAGES = ["/dashboard", "/credits", "/billing", "/usage", EMPTY_PAGE_PATH];

// The app is measured over http, where the cookie has this name.
const COOKIE = "next-auth.session-token";

export const pagesScenario: Scenario = {
  name: "pages",
  title: `Pages, ${CONNECTIONS} connections, and the weight of their scripts`,
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: ACCOUNTS, debitsEach: SPENDS });
      await loadCatalogue(database);
      const app = await serveApp(database.url);
      const cookie = await cookieOf(database, accounts[0] ?? "", app.secret);
      const visitor = openPageClient(app.port, null, CONNECTIONS);
      const person = openPageClient(app.port, cookie, CONNECTIONS);
      const many = { ...pace, callers: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS };
      try {
        const [home, pricing] = [metered(app.pid, get(visitor, "/")), metered(app.pid, get(visitor, "/pricing"))];
        const open = await compare({ home: home.candidate, pricing: pricing.candidate }, many);
        const pages = OWN_PAGES.map((path) => ({ path, ...metered(app.pid, get(person, path)) }));
        const own = await compare(Object.fromEntries(pages.map(({ path, candidate }) => [path, candidate])), many);
        // One at a time, what a page takes is the server's time and not a queue.
        const alone = await compare(Object.fromEntries(OWN_PAGES.map((path) => [path, get(person, path)])), {
          ...pace,
          callers: 1,
        });
        const perCore = await perSecondOfTwo(database.url, app, cookie, many);
        const rows = [
          { ...floorRow("/, signed out", CONNECTIONS, open.figures.home), cpuMs: home.cpuMs() },
          { ...floorRow("/pricing, signed out", CONNECTIONS, open.figures.pricing), cpuMs: pricing.cpuMs() },
          ...pages.map(({ path, cpuMs }) => ({ ...rowOf(path, CONNECTIONS, own), cpuMs: cpuMs() })),
          ...OWN_PAGES.map((path) => rowOf(path, 1, alone)),
          floorRow("/dashboard, two processes", CONNECTIONS, perCore),
        ];
        const p95Of = (path: string) => alone.figures[path]?.p95Ms ?? Number.NaN;
        const goals: Goal[] = [
          atLeast("/: per second", 2_000, open.figures.home.perSecond),
          atLeast("/pricing: per second", 2_000, open.figures.pricing.perSecond),
          atLeast("/dashboard, two processes: per second", 200, perCore.perSecond),
          atMost(
            "/dashboard: p95 in ms beyond that of an empty page",
            60,
            p95Of("/dashboard") - p95Of(EMPTY_PAGE_PATH),
          ),
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

/** A signed-in page beside the empty one. */
function rowOf(path: string, callers: number, { figures, ratio, p99Ratio }: Compared<string>): Row {
  const measured = figures[path];
  if (!measured) throw new Error(`${path} was not measured.`);
  if (path === EMPTY_PAGE_PATH) return floorRow("an empty page, signed in", callers, measured);
  const beside = { ratio: ratio(path, EMPTY_PAGE_PATH), p99Ratio: p99Ratio(path, EMPTY_PAGE_PATH) };
  return { ...floorRow(`${path}, a year of history`, callers, measured), against: "an empty page", ...beside };
}

/** The dashboard of two processes, as a machine with two cores runs them, each with half of the connections. */
async function perSecondOfTwo(databaseUrl: string, first: Served, cookie: string, pace: Rounds): Promise<Figures> {
  const second = await serveApp(databaseUrl, { beside: first });
  const clients = [first, second].map(({ port }) => openPageClient(port, cookie, pace.callers / 2));
  try {
    const both = looped((turn) => (clients[turn % 2] as PageClient).get("/dashboard"));
    return (await compare({ both }, pace)).figures.both;
  } finally {
    for (const client of clients) client.close();
    await second.stop();
  }
}

/** The cookie of a new session of the owner of an account. */
async function cookieOf({ prisma }: BenchDatabase, accountId: string, secret: string): Promise<string> {
  const device = { userAgent: null, network: null };
  const ticket = await createSession(prisma, { userId: accountId, method: "password", device }, new Date());
  return `${COOKIE}=${await sealSession(ticket, secret)}`;
}
