import { parseArgs } from "node:util";
import { runUserCommand } from "@/lib/account/user-commands";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run user:lock -- someone@example.com` and the other user commands. package.json passes the verb.
const options = { key: { type: "string" }, yes: { type: "boolean" } } as const;
const { positionals, values } = parseArgs({ options, allowPositionals: true });
const [verb = "", email] = positionals;
if (!email) {
  console.error(`Name the user: npm run user:${verb} -- someone@example.com`);
  process.exit(2);
}
const { database } = await commandServices();
const said = await runUserCommand(database, { verb, email, ...values }, { at: new Date(), now: await now() });
if (said.ok) console.log(said.sentence);
else console.error(said.sentence);
await closeDatabases();
process.exit(said.ok ? 0 : 1);
