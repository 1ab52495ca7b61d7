import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { TableName } from "./tables";

/** One row written (`row`) or removed (`row` null). */
export interface Change {
  table: TableName;
  id: string;
  row: object | null;
}

interface Line {
  seq: number;
  changes: Change[];
}

const snapshotEveryBytes = 16 * 1024 * 1024;

/**
 * State on disk: an append-only journal, one line per transaction, over an atomically replaced snapshot. A line is
 * handed to the kernel in one write before the caller is answered, so killing the process loses nothing that was
 * acknowledged; a line cut short by a power failure is dropped on load.
 */
export class Journal {
  private readonly directory: string;
  private seq = 0;
  private bytes = 0;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** Feeds every change on disk, oldest first, to `apply`. */
  load(apply: (change: Change) => void): void {
    for (const line of readLines(this.snapshotPath)) {
      this.seq = line.seq;
      for (const change of line.changes) apply(change);
    }
    dropTornTail(this.journalPath);
    for (const line of readLines(this.journalPath)) {
      if (line.seq <= this.seq) continue;
      this.seq = line.seq;
      for (const change of line.changes) apply(change);
    }
  }

  append(changes: Change[]): void {
    this.seq += 1;
    const text = `${JSON.stringify({ seq: this.seq, changes })}\n`;
    appendFileSync(this.journalPath, text);
    this.bytes += text.length;
  }

  get wantsSnapshot(): boolean {
    return this.bytes > snapshotEveryBytes;
  }

  /** Writes all rows aside and swaps them in; a crash at any point leaves the old pair or the new one. */
  snapshot(rows: Iterable<Change>): void {
    const draft = `${this.snapshotPath}.draft`;
    const file = openSync(draft, "w");
    // The number stands even when there are no rows, so that a journal older than the snapshot is never replayed.
    writeSync(file, `${JSON.stringify({ seq: this.seq, changes: [] })}\n`);
    for (const row of rows) writeSync(file, `${JSON.stringify({ seq: this.seq, changes: [row] })}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, this.snapshotPath);
    rmSync(this.journalPath, { force: true });
    this.bytes = 0;
  }

  private get snapshotPath(): string {
    return join(this.directory, "snapshot.jsonl");
  }

  private get journalPath(): string {
    return join(this.directory, "journal.jsonl");
  }
}

function* readLines(path: string): Generator<Line> {
  if (!existsSync(path)) return;
  for (const text of readFileSync(path, "utf8").split("\n")) {
    if (text === "") continue;
    const line: Line = JSON.parse(text);
    yield line;
  }
}

/** Only the last line can be incomplete; everything before it ended in a newline. */
function dropTornTail(path: string): void {
  if (!existsSync(path)) return;
  const content = readFileSync(path);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) truncateSync(path, end);
}
