import { parseArgs } from "node:util";
import { z } from "zod";
import { now } from "@/lib/clock";
import { closeDatabases, type Database } from "@/lib/db";
import { recordVerification, type Verification } from "@/lib/health/record-verification";
import { commandServices } from "@/lib/jobs/command-services";
import { currentAccountId } from "@/lib/ledger/current-account-id";
import type { Violation } from "@/lib/ledger/invariants/violation";
import { ledgerSize } from "@/lib/ledger/ledger-size";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run verify`: recomputes the ledger and reports each violation in a sentence. Exits with 1 when there is one.

const USAGE = `npm run verify                      everything, from the start of every history
npm run verify -- --since-last      only what is new since the last run with this flag
npm run verify -- --account <id>    one account, from the start of its history`;

type Wish = { only: string | null; sinceLast: boolean };

const wish = readArguments();
process.exitCode = wish === null ? 2 : await report(wish);

function readArguments(): Wish | null {
  try {
    const options = { account: { type: "string" }, "since-last": { type: "boolean", default: false } } as const;
    const { account, "since-last": sinceLast } = parseArgs({ options }).values;
    if (account !== undefined && sinceLast) throw new Error("Choose one of --account and --since-last.");
    return { only: account === undefined ? null : z.uuid("An account's id is a UUID.").parse(account), sinceLast };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function report(wish: Wish): Promise<number> {
  try {
    const { database: opened } = await commandServices("batch");
    const { violations, looked } = await look(opened, wish);
    for (const { accountId, invariant, sentence } of violations) {
      console.error(`Account ${accountId} (${invariant}): ${sentence}`);
    }
    const found = violations.length === 0 ? "No violations." : `Violations: ${violations.length}.`;
    console.log(`${looked} ${found}`);
    return violations.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`The ledger could not be verified. ${sentenceOf(error)}`);
    return 1;
  } finally {
    await closeDatabases();
  }
}

async function look(
  opened: Database,
  { only: asked, sinceLast }: Wish,
): Promise<{ violations: Violation[]; looked: string }> {
  const begun = performance.now();
  const keep = (run: Omit<Verification, "durationMs">) =>
    recordVerification(opened.prisma, { ...run, durationMs: performance.now() - begun });
  if (sinceLast) {
    const startedAt = await now();
    const { violations, accounts, changed, entries } = await verifyNew(opened, startedAt);
    await keep({ scope: "NEW", startedAt, accounts: BigInt(accounts), entries, violations });
    return {
      violations,
      looked: `Changed since the last run: ${changed} of ${accounts} accounts, with ${entries} new entries.`,
    };
  }
  const only = asked === null ? null : await currentAccountId(opened.sql, asked);
  const { accounts, entries } = await ledgerSize(opened.sql, only ?? "all");
  if (only !== null && accounts === 0n) throw new Error(`There is no credit account ${only}.`);
  const startedAt = await now();
  const violations = await verify(opened.sql, only ?? "all", startedAt);
  if (only === null) await keep({ scope: "ALL", startedAt, accounts, entries, violations });
  return {
    violations,
    looked: `Recomputed from the start: accounts ${accounts}, entries ${entries}.`,
  };
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(" ");
  if (!(error instanceof Error)) return String(error);
  // When every address of a host refuses the connection, the reasons are nested and the message is empty.
  if (error instanceof AggregateError)
    return `The database does not respond: ${error.errors.map(sentenceOf).join("; ")}`;
  return error.message;
}
