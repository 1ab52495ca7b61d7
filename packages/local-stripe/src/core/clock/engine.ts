import { engineOrigin, type Store } from "../store/store";
import type { Due } from "../store/tables";
import type { Tx } from "../store/tx";
import type { Dispatcher } from "../webhooks/dispatcher";

const tickMs = 500;

/**
 * Runs what is due, in order of time. Between two moments it waits for the webhooks of the first, so that an
 * application reacts to each step of a year as it would in real time.
 */
export class Engine {
  private readonly store: Store;
  private readonly dispatcher: Dispatcher;
  private readonly handle: (tx: Tx, due: Due) => void;
  private readonly timer: NodeJS.Timeout;
  private chain: Promise<void> = Promise.resolve();
  private running = false;
  private closed = false;

  constructor(store: Store, dispatcher: Dispatcher, handle: (tx: Tx, due: Due) => void) {
    this.handle = handle;
    this.store = store;
    this.dispatcher = dispatcher;
    this.timer = setInterval(() => this.tick(), tickMs);
  }

  /**
   * Moves time to `target` (engine seconds); resolves after the first delivery attempt of everything emitted. Without `wait`,
   * the webhooks of one moment are still being delivered while the next ones come.
   */
  advanceTo(target: number, { wait = true } = {}): Promise<void> {
    return this.exclusively(async () => {
      await this.dispatcher.settled();
      await this.runUntil(target, wait ? () => this.dispatcher.settled() : nextTurn);
      await this.dispatcher.settled();
      this.moveTo(target);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.chain;
  }

  private tick(): void {
    if (this.running || this.closed) return;
    const next = this.store.nextDue();
    if (next === undefined || next.at > this.store.clock.now()) return;
    void this.exclusively(() => this.runUntil(this.store.clock.now(), () => this.dispatcher.settled()));
  }

  private async runUntil(target: number, between: () => Promise<void>): Promise<void> {
    for (;;) {
      const due = this.store.nextDue();
      if (due === undefined || due.at > target || this.closed) return;
      if (due.at > this.store.clock.now()) this.moveTo(due.at);
      this.store.clock.at(Math.min(due.at, target), () =>
        this.store.write(engineOrigin, (tx) => {
          tx.remove("due", due.id);
          this.handle(tx, due);
        }),
      );
      await between();
    }
  }

  private moveTo(at: number): void {
    this.store.clock.moveTo(at);
    this.store.write(engineOrigin, (tx) => tx.set("clock_offset_ms", this.store.clock.offsetMs));
  }

  private exclusively(body: () => Promise<void>): Promise<void> {
    const run = this.chain.then(async () => {
      this.running = true;
      try {
        await body();
      } finally {
        this.running = false;
      }
    });
    // The chain continues after a failure, which the caller of this run still gets.
    this.chain = run.catch((error: unknown) => console.error("local stripe: a due event failed", error));
    return run;
  }
}

/** Requests are answered meanwhile. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
