import type { JsonObject } from "../wire";
import { same } from "./diff";

type State = JsonObject | undefined;

/**
 * What listeners know of the rows that one transaction touches; undefined is a row that did not exist. A row is named
 * by its table and id.
 */
export class Told {
  private readonly last = new Map<string, State>();
  /** What they knew before that, so that an update can say what it was that changed. */
  private readonly earlier = new Map<string, State>();

  has(row: string): boolean {
    return this.last.has(row);
  }

  get(row: string): State {
    return this.last.get(row);
  }

  /** The row as it was before the transaction touched it. */
  begin(row: string, before: State): void {
    if (!this.last.has(row)) this.last.set(row, before);
  }

  /** An event had the row as it is now. */
  note(row: string, is: JsonObject): void {
    const was = this.last.get(row);
    if (!same(was, is)) this.earlier.set(row, was);
    this.last.set(row, is);
  }

  /**
   * What an update is measured against: the row as last told, or, where the last event had it as it is now, as it was
   * before that one. Undefined when nothing changed or the row is new. The update counts as sent.
   */
  takeChange(row: string, is: JsonObject): State {
    const last = this.last.get(row);
    const was = same(last, is) ? this.earlier.get(row) : last;
    if (was === undefined || same(was, is)) return undefined;
    this.last.set(row, is);
    this.earlier.set(row, is);
    return was;
  }

  /** Whether the row changed since listeners last heard of it. */
  isBehind(row: string, is: JsonObject): boolean {
    return !same(this.last.get(row), is);
  }
}
