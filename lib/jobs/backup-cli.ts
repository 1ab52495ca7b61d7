import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { type BackedUp, backUp, type Destination } from "@/lib/backup/back-up";
import { lockOf } from "@/lib/backup/lock-of";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { env } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { callersPath } from "@/lib/jobs/callers-path";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run backup`: writes all rows of the database to a file, as of one moment, while the app runs.

const USAGE = `npm run backup                     to a new file in BACKUP_DIR, named by the time
npm run backup -- --to FILE        to this file
npm run backup -- --new-key        only makes a pair of keys for BACKUP_RECIPIENTS and BACKUP_IDENTITIES`;

type Wish = { to: string | undefined; newKey: boolean };

const wish = readArguments();
if (wish === null) process.exitCode = 2;
else process.exitCode = wish.newKey ? await tellNewKey() : await run(wish);

function readArguments(): Wish | null {
  try {
    const options = { to: { type: "string" }, "new-key": { type: "boolean", default: false } } as const;
    const { to, "new-key": newKey } = parseArgs({ options }).values;
    return { to, newKey };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function tellNewKey(): Promise<number> {
  const identity = await generateX25519Identity();
  console.log(`BACKUP_RECIPIENTS=${await identityToRecipient(identity)}`);
  console.log(`BACKUP_IDENTITIES=${identity}`);
  console.log("The first belongs in the settings here. Keep the second elsewhere: without it no backup can be opened.");
  return 0;
}

async function run({ to }: Wish): Promise<number> {
  try {
    const settings = env();
    const destination: Destination = to === undefined ? { folder: settings.BACKUP_DIR } : { file: callersPath(to) };
    tell(await backUp(databaseUrls(settings).owner, destination, lockOf(settings), await now()));
    return 0;
  } catch (error) {
    console.error(`No backup was made. ${sentenceOf(error)}`);
    return 1;
  } finally {
    await closeDatabases();
  }
}

function tell({ path: file, manifest, elsewhere }: BackedUp): void {
  const path = resolve(file);
  const tables = Object.values(manifest.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`Backed up to ${path}: ${rows} rows of ${tables.length} tables, ${manifest.bytes} bytes.`);
  if (manifest.encryption === "none")
    console.warn("It is not encrypted and holds personal data: set BACKUP_PASSPHRASE or BACKUP_RECIPIENTS.");
  if (elsewhere.length > 0)
    console.warn(`Not included, because they are outside the app's schemas: ${elsewhere.join(", ")}.`);
  console.log(`Check it: npm run restore -- ${path} --check`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError)
    return `The database does not respond: ${error.errors.map(sentenceOf).join("; ")}`;
  return error instanceof Error ? error.message : String(error);
}
