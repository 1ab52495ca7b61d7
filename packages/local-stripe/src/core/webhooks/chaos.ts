import { seeded } from "../seeded";

/** How deliveries go wrong while this is on. Shares are 0 to 1, of first attempts. */
export interface Chaos {
  seed: number;
  /** Sent twice, the same event. */
  duplicate: number;
  /** The first attempt is never made; the ordinary retries follow. */
  drop: number;
  /** The first attempt comes 1 to `delaySeconds` later, on the engine's clock. */
  delay: number;
  delaySeconds: number;
  /** What one transaction emitted arrives in another order, one by one. */
  shuffle: boolean;
}

export type Fate = { id: string } & (
  | { kind: "send"; copies: 1 | 2 }
  | { kind: "drop" }
  | { kind: "delay"; seconds: number }
);

/** Decides each delivery's fate in the order of emission, so that a seed always does the same to the same events. */
export class ChaosMode {
  private current: Chaos | null = null;
  private random = seeded(0);

  /** Called with the mode whenever it is set. */
  onChange: (mode: Chaos | null) => void = () => undefined;

  get mode(): Chaos | null {
    return this.current;
  }

  set(mode: Chaos | null): void {
    this.current = mode;
    this.random = seeded(mode?.seed ?? 0);
    this.onChange(mode);
  }

  plan(ids: string[]): Fate[] {
    const mode = this.current;
    if (mode === null) return ids.map((id) => ({ id, kind: "send", copies: 1 }));
    const fates = ids.map((id) => this.fate(mode, id));
    if (!mode.shuffle) return fates;
    const order = fates.map((fate) => ({ fate, at: this.random() }));
    return order.sort((a, b) => a.at - b.at).map((each) => each.fate);
  }

  /** Draws the same number of times whatever comes of it: one mode does not shift the others. */
  private fate(mode: Chaos, id: string): Fate {
    const [duplicate, drop, delay, late] = [this.random(), this.random(), this.random(), this.random()];
    if (drop < mode.drop) return { id, kind: "drop" };
    if (delay < mode.delay) return { id, kind: "delay", seconds: 1 + Math.floor(late * mode.delaySeconds) };
    return { id, kind: "send", copies: duplicate < mode.duplicate ? 2 : 1 };
  }
}
