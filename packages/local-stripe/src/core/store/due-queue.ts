import type { Due } from "./tables";

interface Entry {
  at: number;
  /** Earlier entries come first among those due at the same second. */
  order: number;
  due: Due;
}

/**
 * What falls due, soonest first: a binary heap beside the `due` table. A row that is moved or removed leaves its old
 * entry behind, which is dropped when it comes up.
 */
export class DueQueue {
  private readonly heap: Entry[] = [];
  private readonly current: (id: string) => Due | undefined;
  private entered = 0;

  constructor(current: (id: string) => Due | undefined) {
    this.current = current;
  }

  push(due: Due): void {
    this.entered += 1;
    this.heap.push({ at: due.at, order: this.entered, due });
    this.rise(this.heap.length - 1);
  }

  peek(): Due | undefined {
    for (;;) {
      const top = this.heap[0];
      if (top === undefined || this.current(top.due.id) === top.due) return top?.due;
      this.pop();
    }
  }

  clear(): void {
    this.heap.length = 0;
  }

  private pop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfSooner(at, parent)) return;
      at = parent;
    }
  }

  private sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const a = this.heap[left];
      const b = this.heap[right];
      if (a === undefined) return;
      const child = b !== undefined && isSooner(b, a) ? right : left;
      if (!this.swapIfSooner(child, at)) return;
      at = child;
    }
  }

  private swapIfSooner(lower: number, upper: number): boolean {
    const a = this.heap[lower];
    const b = this.heap[upper];
    if (a === undefined || b === undefined || !isSooner(a, b)) return false;
    this.heap[lower] = b;
    this.heap[upper] = a;
    return true;
  }
}

function isSooner(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
