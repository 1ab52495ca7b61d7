import { setTimeout as sleep } from "node:timers/promises";
import { type Audit, audit, brokenChain, type Entry, readBalance, readEntries } from "./audit";
import { startLoad } from "./load";

export type Fault = {
  name: string;
  /** Makes it happen, and resolves when its cause is gone. */
  cause: () => Promise<void>;
  /** Resolves when its consequences are gone, apart from those for spends. */
  heals?: () => Promise<void>;
};

/** What is proven: an app, accounts to spend from, and what may happen to it. */
export type Proving = {
  url: string;
  key: string;
  accounts: string[];
  faults: Fault[];
  /** What else has to be right at the end: a sentence for each thing that is not. */
  check: () => Promise<string[]>;
  stop: () => Promise<void>;
};

export type Proof = {
  attempts: number;
  audit: Audit;
  /** Milliseconds from the beginning of each fault until its consequences were gone and a new spend had succeeded. */
  healed: { name: string; ms: number }[];
  /** Balances and entries that do not follow from the entries before them, and what `check` found. */
  wrong: string[];
};

/**
 * Puts load on the app while one fault after another happens to it, each after `calmMs`, and then compares what was acknowledged
 * with what the accounts' histories have.
 */
export async function prove(
  { url, key, accounts, faults, check }: Proving,
  { callers, calmMs, say }: { callers: number; calmMs: number; say: (sentence: string) => void },
): Promise<Proof> {
  const since = new Date(Date.now() - 60_000);
  const load = startLoad({ url, key, accounts, callers });
  const healed: Proof["healed"] = [];
  for (const { name, cause, heals } of faults) {
    await sleep(calmMs);
    say(name);
    const began = performance.now();
    await cause();
    await heals?.();
    await load.nextSuccess();
    healed.push({ name, ms: performance.now() - began });
  }
  await sleep(calmMs);
  const { acknowledged, sent, attempts, prefix } = await load.stop();
  say("Comparing what was acknowledged with the histories");
  const spent: Entry[] = [];
  const wrong: string[] = [];
  for (const account of accounts) {
    const entries = await readEntries({ url, key }, account, since);
    spent.push(...entries.filter((entry) => entry.type === "USAGE" && entry.key?.startsWith(prefix)));
    wrong.push(...brokenChain(entries, account, await readBalance({ url, key }, account)));
    wrong.push(...spent.filter((entry) => entry.account === account && entry.amount !== -1).map(notOne));
  }
  wrong.push(...(await check()));
  return { attempts, audit: audit(acknowledged, sent, spent), healed, wrong };
}

const notOne = ({ id, amount }: Entry) => `${id} takes ${-amount} credits, and the caller asked for 1.`;
