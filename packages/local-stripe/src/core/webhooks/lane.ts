/** One endpoint's deliveries, started in order, a few at a time: a slow endpoint keeps no other waiting. */
export class Lane {
  private waiting: string[] = [];
  private head = 0;
  private readonly underWay = new Map<string, number>();
  private readonly start: (id: string) => Promise<void>;
  private readonly width: () => number;

  constructor(start: (id: string) => Promise<void>, width: () => number) {
    this.start = start;
    this.width = width;
  }

  get idle(): boolean {
    return this.head === this.waiting.length && this.underWay.size === 0;
  }

  push(id: string): void {
    this.waiting.push(id);
  }

  clear(): void {
    this.waiting = [];
    this.head = 0;
  }

  /** Starts what may be started; `after` runs whenever one has ended. */
  pump(after: () => void): void {
    while (this.started < this.width() && this.head < this.waiting.length) {
      const id = this.waiting[this.head] ?? "";
      this.head += 1;
      if (this.head === this.waiting.length) this.clear();
      this.underWay.set(id, (this.underWay.get(id) ?? 0) + 1);
      void this.start(id).finally(() => {
        this.ended(id);
        this.pump(after);
        after();
      });
    }
  }

  private get started(): number {
    let sum = 0;
    for (const count of this.underWay.values()) sum += count;
    return sum;
  }

  private ended(id: string): void {
    const left = (this.underWay.get(id) ?? 1) - 1;
    if (left === 0) this.underWay.delete(id);
    else this.underWay.set(id, left);
  }
}
