import { secretKey } from "../resources/webhook-endpoints";
import { type Commit, engineOrigin, type Store } from "../store/store";
import type { Delivery, DeliveryAttempt } from "../store/tables";
import { deliveryId } from "../store/tx";
import { send } from "./send";

/** Seconds until the next attempt after the 1st, 2nd, … failure; the last one repeats until three days are over. */
const backoffSeconds = [5, 30, 300, 1800, 7200, 18_000, 36_000];
const giveUpAfterSeconds = 3 * 24 * 3600;
const inFlightAtMost = 4;

/** Sends pending deliveries, starting them in the order their events were emitted, a few at a time. */
export class Dispatcher {
  private readonly store: Store;
  private readonly queue: string[] = [];
  private readonly busy = new Set<string>();
  private readonly aborter = new AbortController();
  private waiting: (() => void)[] = [];

  constructor(store: Store) {
    this.store = store;
    store.onCommit((commit) => this.noticed(commit));
  }

  /** Picks up what a former process left unsent. */
  resume(): void {
    for (const delivery of this.store.rows("delivery")) {
      if (delivery.state === "pending") this.enqueue(delivery.id);
    }
  }

  /** Resolves once every pending delivery has had its attempt. */
  settled(): Promise<void> {
    if (this.idle) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves once this event's deliveries have been attempted (or are held), at the latest after `timeoutMs`. */
  async answered(event: string, timeoutMs: number): Promise<void> {
    const until = Date.now() + timeoutMs;
    const open = () =>
      this.store
        .rows("webhook_endpoint")
        .some((endpoint) => this.store.get("delivery", deliveryId(event, endpoint.id))?.state === "pending");
    while (open() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Attempts one delivery now, outside the queue, whatever its state; used to resend. */
  async attempt(id: string): Promise<void> {
    const delivery = this.store.get("delivery", id);
    const event = this.store.get("event", delivery?.event ?? "");
    if (delivery === undefined || event === undefined) return;
    const endpoint = this.store.get("webhook_endpoint", delivery.endpoint);
    const secret = this.store.setting(secretKey(delivery.endpoint));
    if (endpoint === undefined || typeof secret !== "string") {
      this.record(id, failure(this.store, "the endpoint was deleted"));
      return;
    }
    const at = this.store.clock.now();
    const sent = await send(endpoint.url, JSON.stringify(event, null, 2), secret, this.aborter.signal);
    if (!this.aborter.signal.aborted) this.record(id, { at, ...sent });
  }

  /** Ends attempts under way; they count as never made and are repeated after a restart. */
  close(): void {
    this.aborter.abort();
    this.queue.length = 0;
  }

  private get idle(): boolean {
    return this.queue.length === 0 && this.busy.size === 0;
  }

  private noticed(commit: Commit): void {
    for (const change of commit.changes) {
      if (change.table !== "delivery") continue;
      if (this.store.get("delivery", change.id)?.state === "pending") this.enqueue(change.id);
    }
  }

  private enqueue(id: string): void {
    if (this.aborter.signal.aborted || this.busy.has(id) || this.queue.includes(id)) return;
    this.queue.push(id);
    this.pump();
  }

  private pump(): void {
    while (this.busy.size < inFlightAtMost) {
      const id = this.queue.shift();
      if (id === undefined) break;
      this.busy.add(id);
      void this.attempt(id).finally(() => {
        this.busy.delete(id);
        this.pump();
      });
    }
    if (!this.idle) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private record(id: string, attempt: DeliveryAttempt): void {
    this.store.write(engineOrigin, (tx) => {
      const delivery = tx.get("delivery", id);
      if (delivery === undefined) return;
      const attempts = [...delivery.attempts, attempt];
      if (delivery.state === "succeeded" || isSuccess(attempt)) {
        tx.put("delivery", { ...delivery, attempts, state: "succeeded", nextAttemptAt: null });
        tx.unschedule("delivery.retry", id);
        return;
      }
      const next = nextAttempt(delivery, attempts.length, tx.now, tx.get("event", delivery.event)?.created ?? tx.now);
      const isGone = tx.get("webhook_endpoint", delivery.endpoint) === undefined;
      if (next === null || isGone) {
        tx.put("delivery", { ...delivery, attempts, state: "failed", nextAttemptAt: null });
        return;
      }
      tx.put("delivery", { ...delivery, attempts, state: "retrying", nextAttemptAt: next });
      tx.schedule("delivery.retry", id, next);
    });
  }
}

/** Only 2xx counts; a redirect is a failure, as at Stripe. */
function isSuccess(attempt: DeliveryAttempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
}

function nextAttempt(delivery: Delivery, made: number, now: number, created: number): number | null {
  const wait = backoffSeconds[Math.min(made, backoffSeconds.length) - 1] ?? 5;
  const next = now + wait;
  return next - created > giveUpAfterSeconds || delivery.state === "failed" ? null : next;
}

function failure(store: Store, error: string): DeliveryAttempt {
  return { at: store.clock.now(), wallMs: Date.now(), durationMs: 0, status: null, error, responseBody: "" };
}
