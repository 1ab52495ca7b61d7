import type { Extract } from "./indexes";

interface Index<Row> {
  name: string;
  of: Extract<Row>;
  ids: Map<string, Set<string>>;
}

/**
 * One kind of row, in order of creation, found by id or by an indexed value. During a transaction a removed row leaves
 * its place empty and a changed value leaves the old entry behind, so that undoing restores the order; `settle` tidies
 * up once the transaction is over.
 */
export class Table<Row extends { id: string }> {
  /** Index entries and rows looked at so far; tests count work with it, because time depends on the machine. */
  looked = 0;
  private readonly byId = new Map<string, Row | undefined>();
  private readonly indexes: Index<Row>[];
  private left: { index: Index<Row>; value: string; id: string }[] = [];
  private emptied: string[] = [];
  private live = 0;

  constructor(extracts: Record<string, Extract<Row>>) {
    this.indexes = Object.entries(extracts).map(([name, of]) => ({ name, of, ids: new Map() }));
  }

  get size(): number {
    return this.live;
  }

  get(id: string): Row | undefined {
    return this.byId.get(id);
  }

  set(row: Row): void {
    const before = this.byId.get(row.id);
    this.byId.set(row.id, row);
    if (before === undefined) this.live += 1;
    for (const index of this.indexes) {
      const was = before === undefined ? null : index.of(before);
      const is = index.of(row);
      if (was === is) continue;
      if (was !== null) this.left.push({ index, value: was, id: row.id });
      if (is !== null) enter(index, is, row.id);
    }
  }

  remove(id: string): void {
    const before = this.byId.get(id);
    if (before === undefined) return;
    this.byId.set(id, undefined);
    this.live -= 1;
    this.emptied.push(id);
    for (const index of this.indexes) {
      const was = index.of(before);
      if (was !== null) this.left.push({ index, value: was, id });
    }
  }

  *each(): Generator<Row> {
    for (const row of this.byId.values()) {
      this.looked += 1;
      if (row !== undefined) yield row;
    }
  }

  /** Rows whose indexed value is `value`, in the order in which they came to have it. */
  where(name: string, value: string): Row[] {
    const index = this.indexes.find((each) => each.name === name);
    if (index === undefined) throw new Error(`there is no index ${name}`);
    const found: Row[] = [];
    for (const id of index.ids.get(value) ?? []) {
      this.looked += 1;
      const row = this.byId.get(id);
      if (row !== undefined && index.of(row) === value) found.push(row);
    }
    return found;
  }

  matching(wanted: Record<string, string | undefined>): Row[] {
    for (const [name, value] of Object.entries(wanted)) if (value !== undefined) return this.where(name, value);
    return [...this.each()];
  }

  settle(): void {
    for (const { index, value, id } of this.left) {
      const row = this.byId.get(id);
      if (row === undefined || index.of(row) !== value) leave(index, value, id);
    }
    for (const id of this.emptied) if (this.byId.get(id) === undefined) this.byId.delete(id);
    if (this.left.length > 0) this.left = [];
    if (this.emptied.length > 0) this.emptied = [];
  }

  clear(): void {
    this.byId.clear();
    this.live = 0;
    for (const index of this.indexes) index.ids.clear();
    this.left = [];
    this.emptied = [];
  }
}

function enter<Row>(index: Index<Row>, value: string, id: string): void {
  const ids = index.ids.get(value);
  if (ids === undefined) index.ids.set(value, new Set([id]));
  else ids.add(id);
}

function leave<Row>(index: Index<Row>, value: string, id: string): void {
  const ids = index.ids.get(value);
  ids?.delete(id);
  if (ids?.size === 0) index.ids.delete(value);
}
