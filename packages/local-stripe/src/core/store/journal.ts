import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Change } from "./change";
import { LineWriter, readLines, wholeLines } from "./lines";
import { type Encoded, RowPacker, unpack } from "./pack";
import type { TableName } from "./tables";

interface Line {
  seq: number;
  changes: Encoded[];
}

const smallestCompactionBytes = 32 * 1024 * 1024;

/**
 * State on disk: an append-only journal, one line per transaction, over an atomically replaced snapshot. A line is
 * handed to the kernel before the caller is answered, so killing the process loses nothing that was acknowledged; a
 * line cut short is dropped on load. The journal is folded into a new snapshot once it is twice as long as the last
 * one, which keeps the folder within a small multiple of the state and the cost of writing it in proportion.
 */
export class Journal {
  private readonly directory: string;
  private readonly compactAfterBytes: number;
  private file: number | null = null;
  private seq = 0;
  private bytes = 0;
  private snapshotBytes = 0;

  constructor(directory: string, compactAfterBytes = smallestCompactionBytes) {
    this.directory = directory;
    this.compactAfterBytes = compactAfterBytes;
    mkdirSync(directory, { recursive: true });
  }

  /** Feeds every change on disk, oldest first, to `apply`; `find` is asked for rows applied before. */
  load(apply: (change: Change) => void, find: (table: TableName, id: string) => object | undefined): void {
    this.replay(this.snapshotPath, apply, find);
    if (existsSync(this.snapshotPath)) this.snapshotBytes = statSync(this.snapshotPath).size;
    if (!existsSync(this.journalPath)) return;
    const whole = wholeLines(this.journalPath);
    if (whole < statSync(this.journalPath).size) truncateSync(this.journalPath, whole);
    this.replay(this.journalPath, apply, find);
    this.bytes = whole;
  }

  append(changes: Change[]): void {
    this.file ??= openSync(this.journalPath, "a");
    const packer = new RowPacker();
    const line: Line = { seq: this.seq + 1, changes: changes.map((change) => packer.pack(change)) };
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    const before = fstatSync(this.file).size;
    try {
      for (let at = 0; at < text.length; ) at += writeSync(this.file, text, at);
    } catch (error) {
      // Half a line followed by another would not be a torn end any more.
      truncateSync(this.journalPath, before);
      throw error;
    }
    this.seq += 1;
    this.bytes += text.length;
  }

  get wantsSnapshot(): boolean {
    return this.bytes > Math.max(this.compactAfterBytes, 2 * this.snapshotBytes);
  }

  /** Writes all rows aside and swaps them in; a crash at any point leaves the old pair or the new one. */
  snapshot(rows: Iterable<Change>): void {
    const draft = `${this.snapshotPath}.draft`;
    const writer = new LineWriter(draft);
    // The number stands even when there are no rows, so that a journal older than the snapshot is never replayed.
    writer.write(JSON.stringify({ seq: this.seq, changes: [] }));
    const packer = new RowPacker();
    for (const row of rows) writer.write(JSON.stringify({ seq: this.seq, changes: [packer.pack(row)] }));
    this.snapshotBytes = writer.finish();
    renameSync(draft, this.snapshotPath);
    // Truncated rather than removed: the open file stays the one with the name.
    this.file ??= openSync(this.journalPath, "a");
    truncateSync(this.journalPath, 0);
    this.bytes = 0;
  }

  close(): void {
    if (this.file === null) return;
    fsyncSync(this.file);
    closeSync(this.file);
    this.file = null;
  }

  /** Lines up to the number reached so far are known already: a snapshot was taken and the journal not yet emptied. */
  private replay(
    path: string,
    apply: (change: Change) => void,
    find: (table: TableName, id: string) => object | undefined,
  ): void {
    const known = path === this.snapshotPath ? -1 : this.seq;
    for (const text of readLines(path)) {
      const line: Line = JSON.parse(text);
      if (line.seq <= known) continue;
      this.seq = line.seq;
      for (const change of line.changes) apply(unpack(change, find));
    }
  }

  private get snapshotPath(): string {
    return join(this.directory, "snapshot.jsonl");
  }

  private get journalPath(): string {
    return join(this.directory, "journal.jsonl");
  }
}
