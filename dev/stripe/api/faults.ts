/** API failures on demand, set through `/_local/fail`. They live in memory: a restart forgets them. */
export type FaultKind = "before" | "after" | "slow";

export interface Fault {
  remaining: number;
  status: 429 | 500;
  /** `before`: refused untouched; `after`: carried out, then answered with the status; `slow`: answered late. */
  kind: FaultKind;
  delayMs: number;
}

export class Faults {
  private current: Fault | null = null;

  set(fault: Fault | null): void {
    this.current = fault;
  }

  take(): Fault | null {
    const fault = this.current;
    if (fault === null || fault.remaining <= 0) return null;
    fault.remaining -= 1;
    return fault;
  }
}
