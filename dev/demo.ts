import { rmSync } from "node:fs";
import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";
import type { Settings } from "./settings";
import { startStack } from "./stack";

const FOLDER = ".data";
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

let stop = async (): Promise<void> => {};
let stopping = false;

/** Ctrl-C, a closed terminal, or `kill`: everything ends in order, and a second time at once. */
async function end(code: number): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  await stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    console.log("\nStopping");
    void end(0);
  });
}

// npm passes signals on, but when it is itself killed outright nobody tells us: then our parent changes.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(1), 1_000).unref();
}

if (process.argv.includes("--reset")) {
  console.log("Deleting the demo's data");
  rmSync(FOLDER, { recursive: true, force: true });
  rmSync(".next", { recursive: true, force: true });
}

try {
  const stack = await startStack({
    folder: FOLDER,
    ports: {
      app: portFrom("PORT", 3000),
      postgres: portFrom("PGPORT", 54329),
      stripe: portFrom("STRIPE_LOCAL_PORT", 12111),
    },
    onStep: (sentence) => console.log(`${seconds().padStart(7)}  ${sentence}`),
  });
  stop = stack.stop;
  console.log(greeting(stack.url, stack.settings));
  const what = await stack.crashed;
  if (!stopping) {
    console.error(what);
    await end(1);
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}

function portFrom(variable: string, initial: number): number {
  const port = Number(process.env[variable] || initial);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  console.error(`${variable} must be a port number, for instance ${initial}; it is "${process.env[variable]}".`);
  process.exit(1);
}

function greeting(url: string, settings: Settings): string {
  const people = DEMO_USERS.map(
    ({ email, role }) => `    ${email.padEnd(20)} ${DEMO_PASSWORD}    ${role.toLowerCase()}`,
  );
  return `
  Refill is ready (${seconds()}):  ${url}

  Sign in as, or sign up with any address
${people.join("\n")}

  Try this
    1. ${url}/pricing: subscribe to Starter
    2. pay with 4242 4242 4242 4242, any date to come, any CVC: 200 credits arrive
    3. ${url}/playground: spend some, and watch the balance in the navbar
    4. in another terminal: npm run time -- +1month    the plan renews and the credits are back
    5. ${url}/admin/plans as admin@example.com: change a plan

  Cards        4242 4242 4242 4242   pays
               4000 0000 0000 9995   is declined: insufficient funds
  Time         npm run time -- +1month | +1day | +3h | next-renewal | 2027-01-01
  Stripe       ${settings.STRIPE_API_BASE} (local: no account, no money)
  PostgreSQL   ${settings.DATABASE_URL}
  Log          ${FOLDER}/app.log
  Begin anew   npm run demo -- --reset

  Ctrl-C stops everything; the data stays for the next time.
`;
}
