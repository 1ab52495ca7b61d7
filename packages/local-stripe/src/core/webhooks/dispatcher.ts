import type { Commit } from "../store/commit";
import { engineOrigin, type Store } from "../store/store";
import type { DeliveryAttempt } from "../store/tables";
import { deliveryId } from "../store/tx";
import { ChaosMode, type Fate } from "./chaos";
import { Lane } from "./lane";
import { attempted, postponed } from "./outcome";
import { signingSecrets } from "./secrets";
import { send } from "./send";

const inFlightAtMost = 4;

/** Sends pending deliveries, each endpoint's in the order its events were emitted, unless chaos was asked for. */
export class Dispatcher {
  readonly chaos = new ChaosMode();
  private readonly store: Store;
  private readonly timeoutMs: number;
  private readonly lanes = new Map<string, Lane>();
  /** Deliveries that wait in a lane or whose fate was decided before: neither is planned a second time. */
  private readonly planned = new Set<string>();
  private readonly aborter = new AbortController();
  private waiting: (() => void)[] = [];

  constructor(store: Store, timeoutMs = 10_000) {
    this.store = store;
    this.timeoutMs = timeoutMs;
    store.onCommit((commit) => this.noticed(commit));
  }

  /** Picks up what a former process left unsent. */
  resume(): void {
    this.enqueue(this.store.where("delivery", "unfinished", "pending").map((row) => row.id));
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
    const at = this.store.clock.now();
    const secrets = signingSecrets(this.store, delivery.endpoint, at);
    if (endpoint === undefined || secrets.length === 0) {
      this.record(id, notMade(at, "the endpoint was deleted"));
      return;
    }
    if (endpoint.status !== "enabled") {
      this.record(id, notMade(at, "the endpoint is disabled"));
      return;
    }
    const shown = { ...event, api_version: endpoint.api_version ?? event.api_version };
    const payload = JSON.stringify(shown, null, 2);
    const { timeoutMs } = this;
    const sent = await send({ url: endpoint.url, payload, secrets, timeoutMs, stop: this.aborter.signal });
    if (!this.aborter.signal.aborted) this.record(id, { at, ...sent });
  }

  /** Ends attempts under way; they count as never made and are repeated after a restart. */
  close(): void {
    this.aborter.abort();
    for (const lane of this.lanes.values()) lane.clear();
    this.told();
  }

  private get idle(): boolean {
    for (const lane of this.lanes.values()) if (!lane.idle) return false;
    return true;
  }

  private noticed(commit: Commit): void {
    const pending: string[] = [];
    for (const change of commit.changes) {
      if (change.table === "delivery" && this.store.get("delivery", change.id)?.state === "pending") {
        pending.push(change.id);
      }
    }
    if (pending.length > 0) this.enqueue(pending);
  }

  private enqueue(ids: string[]): void {
    if (this.aborter.signal.aborted) return;
    const fresh = ids.filter((id) => !this.planned.has(id) && this.store.get("delivery", id)?.attempts.length === 0);
    const again = ids.filter((id) => !fresh.includes(id) && this.store.get("delivery", id)?.state === "pending");
    for (const id of again) this.push(id, 1);
    for (const fate of this.chaos.plan(fresh)) this.meet(fate);
    for (const lane of this.lanes.values()) lane.pump(() => this.told());
  }

  private meet(fate: Fate): void {
    this.planned.add(fate.id);
    switch (fate.kind) {
      case "send":
        this.push(fate.id, fate.copies);
        return;
      case "drop":
        this.record(fate.id, notMade(this.store.clock.now(), "dropped on request (/_local/webhooks/chaos)"));
        return;
      case "delay":
        this.store.write(engineOrigin, (tx) => postponed(tx, fate.id, tx.now + fate.seconds));
    }
  }

  private push(id: string, copies: number): void {
    const endpoint = this.store.get("delivery", id)?.endpoint ?? "";
    const known = this.lanes.get(endpoint);
    const lane = known ?? new Lane((each) => this.attempt(each), this.width);
    if (known === undefined) this.lanes.set(endpoint, lane);
    for (let copy = 0; copy < copies; copy += 1) lane.push(id);
  }

  /** A shuffled order is only one if each delivery waits for the one before. */
  private readonly width = (): number => (this.chaos.mode?.shuffle === true ? 1 : inFlightAtMost);

  private told(): void {
    if (!this.idle) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private record(id: string, attempt: DeliveryAttempt): void {
    this.planned.delete(id);
    this.store.write(engineOrigin, (tx) => attempted(tx, id, attempt));
  }
}

function notMade(at: number, error: string): DeliveryAttempt {
  return { at, wallMs: Date.now(), durationMs: 0, status: null, error, responseBody: "", responseHeaders: {} };
}
