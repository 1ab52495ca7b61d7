import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { hostFrom, OPEN_WARNING } from "@refill/local-stripe";
import { log } from "@/lib/log";
import { DAY_MS } from "@/lib/time";
import { DEMO_USERS } from "./demo-accounts";
import { readCatalogue } from "./demo-catalogue";
import { greeting } from "./greeting";
import { clearLeftovers } from "./postgres/leftovers";
import { watchParent } from "./processes";
import { demoFolder, type Settings } from "./settings";
import { localStack } from "./stack";
import { RESIDENT_DAYS } from "./year/resident";
import { runMonth, runYear } from "./year/run-year";
import { yearUntil } from "./year/script";

// What it prints is for people: not the requests with which it prepares the local Stripe for a catalogue that adopts prices.
log.level = "warn";
const FOLDER = demoFolder();
const HOST = hostFrom(process.env.HOST);
const WITH_YEAR = process.argv.includes("--year");
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

const stack = localStack({
  folder: FOLDER,
  host: HOST,
  mode: process.argv.includes("--dev") ? "development" : "production",
  startsAt: WITH_YEAR ? yearUntil(new Date()).from : new Date(Date.now() - RESIDENT_DAYS * DAY_MS),
  ports: {
    app: portFrom("PORT", 3000),
    postgres: portFrom("PGPORT", 54329),
    stripe: portFrom("STRIPE_LOCAL_PORT", 12111),
  },
  onStep: (sentence) => console.log(`${seconds().padStart(7)}  ${sentence}`),
});
let stoppingSince: number | undefined;

/** Stops everything in order. A later second request stops it immediately. */
async function end(code: number): Promise<void> {
  if (stoppingSince !== undefined) {
    // One Ctrl-C arrives twice: from the terminal, and passed on by npm.
    if (performance.now() - stoppingSince > 2_000) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  await stack.stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stoppingSince === undefined) console.log("\nStopping");
    void end(0);
  });
}

// npm passes signals on, but cannot when it is killed itself.
if (process.env.npm_lifecycle_event) watchParent(() => stoppingSince === undefined && void end(1));

try {
  if (process.argv.includes("--reset")) {
    // Throws while another demo runs on it.
    await clearLeftovers(resolve(FOLDER, "postgres"));
    // Windows keeps a file open for a moment longer.
    rmSync(FOLDER, { recursive: true, force: true, maxRetries: 5 });
  }
  const isNew = !existsSync(join(FOLDER, "prepared"));
  const { url, settings, crashed } = await stack.start();
  if (WITH_YEAR) await makeYear(settings);
  else if (isNew) await makeMonth(settings);
  const { STRIPE_API_BASE: stripe } = settings;
  // By its port, for any other program: the app may use a socket.
  const [database = ""] = settings.DATABASE_URL.split("?");
  console.log(greeting({ url, took: seconds(), plan: await cheapestPlan(), stripe, database, folder: FOLDER }));
  if (HOST !== "127.0.0.1") {
    console.warn(`  Warning: the local Stripe ${OPEN_WARNING}
  The app can be reached too, where everybody can sign in as the accounts above. The database stays on 127.0.0.1.\n`);
  }
  const what = await crashed;
  if (stoppingSince === undefined) {
    console.error(what);
    await end(1);
  }
} catch (error) {
  if (stoppingSince === undefined) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}

/** The demo is as good without it, so a failure is only told. */
async function makeMonth(settings: Settings): Promise<void> {
  const [resident] = DEMO_USERS;
  console.log(`${seconds().padStart(7)}  Giving ${resident.email} thirty days of use`);
  await runMonth(settings).catch((error: Error) => console.warn(`  The account stays empty: ${error.message}`));
}

/** Tells the month once it begins. */
async function makeYear(settings: Settings): Promise<void> {
  console.log(`${seconds().padStart(7)}  Making a year of business with 300 users: about two minutes`);
  let month = "";
  await runYear(settings, ({ day, share }) => {
    const name = day.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
    if (name !== month) console.log(`${seconds().padStart(7)}    ${name}, ${Math.round(share * 100)} %`);
    month = name;
  });
}

function portFrom(variable: string, initial: number): number {
  const port = Number(process.env[variable] || initial);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  console.error(`${variable} must be a port number, for instance ${initial}; it is "${process.env[variable]}".`);
  process.exit(1);
}

/** The first plan of the catalogue that costs something. */
async function cheapestPlan(): Promise<{ name: string; credits: string }> {
  const { plans } = await readCatalogue();
  const paid = plans.find(({ isFree }) => !isFree) ?? plans[0];
  return { name: paid?.name ?? "a plan", credits: (paid?.creditsPerMonth ?? 0).toLocaleString("en-US") };
}
