import type { JsonObject } from "../wire";
import { same } from "./diff";

type State = JsonObject | undefined;

/**
 * The last state of each row in a transaction that was sent to listeners; undefined for a row that did not exist. The
 * key is a row's table and id.
 */
export class Told {
  private readonly last = new Map<string, State>();
  /** The state before that, which an update is compared with. */
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

  /** An event contained the row in its current state. */
  note(row: string, is: JsonObject): void {
    const was = this.last.get(row);
    if (!same(was, is)) this.earlier.set(row, was);
    this.last.set(row, is);
  }

  /**
   * What an update is compared with: the row as last sent, or, where the last event carried its present state, as it was
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

  /** Whether the row has changed since it was last sent. */
  isBehind(row: string, is: JsonObject): boolean {
    return !same(this.last.get(row), is);
  }
}
