/**
 * The engine's time: the wall clock plus an offset that only grows. While a due event runs, time stands at the
 * moment it was due, so that what it creates carries the right timestamps even when it runs late.
 */
export class Clock {
  offsetMs: number;
  private frozenAt: number | undefined;
  private readonly wallMs: () => number;

  constructor(offsetMs: number, wallMs: () => number = Date.now) {
    this.offsetMs = offsetMs;
    this.wallMs = wallMs;
  }

  /** Engine time in whole seconds, as Stripe's timestamps are. */
  now(): number {
    return this.frozenAt ?? Math.floor((this.wallMs() + this.offsetMs) / 1000);
  }

  /** The real time in milliseconds: signatures need it, because the SDK checks their age against the wall. */
  wall(): number {
    return this.wallMs();
  }

  /** Moves time forward to `atSeconds`; a moment already past changes nothing. */
  moveTo(atSeconds: number): void {
    this.offsetMs = Math.max(this.offsetMs, atSeconds * 1000 - this.wallMs());
  }

  at<T>(atSeconds: number, body: () => T): T {
    const before = this.frozenAt;
    this.frozenAt = atSeconds;
    try {
      return body();
    } finally {
      this.frozenAt = before;
    }
  }
}
