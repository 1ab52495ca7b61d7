import { createHash } from "node:crypto";
import type { Store } from "../store/store";
import type { StoredReply } from "../store/tables";
import type { Tx } from "../store/tx";
import { ApiError, invalid } from "./errors";

const keptSeconds = 24 * 3600;
const longestKey = 255;

/**
 * Idempotency keys: the first answer is replayed for the same call, another call with the key is refused, and so is
 * one made while the first is under way. Source: https://docs.stripe.com/api/idempotent_requests
 */
export class IdempotencyKeys {
  private readonly store: Store;
  private readonly inFlight = new Set<string>();

  constructor(store: Store) {
    this.store = store;
  }

  /** Runs `body` unless the key has an answer already; `body` must keep the answer with `keepReply`. */
  async once<T>(
    key: string | null,
    fingerprint: string,
    body: () => Promise<T>,
  ): Promise<{ replayed: StoredReply } | { made: T }> {
    if (key === null) return { made: await body() };
    if (key.length > longestKey) throw invalid(`Idempotency keys are at most ${longestKey} characters long.`);
    if (this.inFlight.has(key)) throw concurrent(key);
    const stored = this.store.get("idempotency", key);
    if (stored !== undefined) {
      if (stored.fingerprint !== fingerprint) throw otherCall(key);
      return { replayed: stored };
    }
    this.inFlight.add(key);
    try {
      return { made: await body() };
    } finally {
      this.inFlight.delete(key);
    }
  }
}

export function keepReply(tx: Tx, reply: StoredReply): void {
  tx.put("idempotency", reply);
  tx.schedule("idempotency.forget", reply.id, tx.now + keptSeconds);
}

export function fingerprintOf(method: string, path: string, sent: string): string {
  return createHash("sha256").update(`${method} ${path}\n${sent}`).digest("hex");
}

function otherCall(key: string): ApiError {
  return new ApiError(400, {
    type: "idempotency_error",
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

function concurrent(key: string): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key '${key}'. Please try again later.`,
  });
}
