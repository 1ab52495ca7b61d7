import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

export type LoadOptions = {
  /** Of the app. */
  url: string;
  /** Of a service key that may spend. */
  key: string;
  /** Accounts with credits, each by anything that the API takes as `account`. */
  accounts: string[];
  callers: number;
};

/** A spend that the app has answered with success. */
export type Acknowledged = { account: string; key: string; entry: string };

export type Load = {
  /** Resolves when a spend has succeeded that was sent after this call. Rejects if a caller was refused, or after five minutes. */
  nextSuccess: () => Promise<void>;
  /** Lets each caller finish its spend. All keys that were `sent` begin with the prefix. */
  stop: () => Promise<{ acknowledged: Acknowledged[]; sent: Set<string>; attempts: number; prefix: string }>;
};

const PAUSE_MS = 50;
const PATIENCE_MS = 10_000;
const HEALING_MS = 300_000;

/**
 * Callers that spend one credit after another, each under a key of its own that they repeat until they have an answer. Every third
 * spend is sent twice at once, as a client does that gave up too early.
 */
export function startLoad({ url, key, accounts, callers }: LoadOptions): Load {
  const prefix = `prove ${randomUUID().slice(0, 8)} `;
  const acknowledged: Acknowledged[] = [];
  const sent = new Set<string>();
  const waiting = new Set<{ since: number; resolve: () => void }>();
  let [attempts, isOn] = [0, true];

  /** The entry, or null when it is not known whether the spend was made. */
  async function attempt(account: string, idempotencyKey: string): Promise<string | null> {
    attempts += 1;
    const sentAt = performance.now();
    const response = await fetch(`${url}/api/v1/credits/consume`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": idempotencyKey,
      },
      body: JSON.stringify({ account, amount: 1, description: "npm run prove" }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    if (!response) return null;
    const answer = (await response.json().catch(() => null)) as { entry?: { id: string }; detail?: string } | null;
    if (response.status === 200 && answer?.entry) {
      for (const one of waiting) {
        if (one.since > sentAt) continue;
        waiting.delete(one);
        one.resolve();
      }
      return answer.entry.id;
    }
    if (response.status >= 500 || response.status === 429 || response.status === 200) return null;
    throw new Error(
      `A spend of ${account} was refused with ${response.status}: ${answer?.detail ?? "no reason given"}`,
    );
  }

  async function call(caller: number): Promise<void> {
    for (let nth = 0; isOn; nth += 1) {
      const account = accounts[(caller + nth) % accounts.length] ?? "";
      const idempotencyKey = `${prefix}${caller}.${nth}`;
      sent.add(idempotencyKey);
      for (;;) {
        const tries = Array.from({ length: nth % 3 === 2 ? 2 : 1 }, () => attempt(account, idempotencyKey));
        const entries = (await Promise.all(tries)).filter((entry) => entry !== null);
        for (const entry of entries) acknowledged.push({ account, key: idempotencyKey, entry });
        if (entries.length > 0) break;
        await sleep(PAUSE_MS);
      }
    }
  }

  const all = Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  // It is reported by stop().
  all.catch(() => {
    isOn = false;
  });
  return {
    nextSuccess: () => {
      const succeeded = new Promise<void>((resolve) => {
        waiting.add({ since: performance.now(), resolve });
      });
      const patience = new AbortController();
      const late = sleep(HEALING_MS, undefined, { signal: patience.signal, ref: false }).then(() => {
        isOn = false;
        throw new Error(`No spend has succeeded for ${HEALING_MS / 60_000} minutes.`);
      });
      return Promise.race([succeeded, all.then(() => undefined), late]).finally(() => patience.abort());
    },
    stop: async () => {
      isOn = false;
      await all;
      return { acknowledged, sent, attempts, prefix };
    },
  };
}
