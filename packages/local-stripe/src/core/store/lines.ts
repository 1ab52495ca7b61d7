import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

const chunkBytes = 4 * 1024 * 1024;
const newline = 0x0a;

/** The lines of a file, a chunk at a time: a year of state is longer than the longest string. */
export function* readLines(path: string): Generator<string> {
  if (!existsSync(path)) return;
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let rest: Buffer[] = [];
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1 && end < read; end = chunk.indexOf(newline, start)) {
        const text = Buffer.concat([...rest, chunk.subarray(start, end)]).toString("utf8");
        rest = [];
        start = end + 1;
        if (text !== "") yield text;
      }
      rest.push(Buffer.from(chunk.subarray(start, read)));
    }
  } finally {
    closeSync(file);
  }
}

/** How many bytes of a file are whole lines; the rest is a line cut short. */
export function wholeLines(path: string): number {
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    for (let end = fstatSync(file).size; end > 0; ) {
      const start = Math.max(0, end - chunk.length);
      const read = readSync(file, chunk, 0, end - start, start);
      const last = chunk.subarray(0, read).lastIndexOf(newline);
      if (last !== -1) return start + last + 1;
      end = start;
    }
    return 0;
  } finally {
    closeSync(file);
  }
}

/** Writes a file line by line in large pieces; `finish` makes it durable and answers with its size. */
export class LineWriter {
  private readonly file: number;
  private pieces: string[] = [];
  private waiting = 0;
  private written = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  write(line: string): void {
    this.pieces.push(line, "\n");
    this.waiting += line.length + 1;
    if (this.waiting > chunkBytes) this.flush();
  }

  finish(): number {
    this.flush();
    fsyncSync(this.file);
    closeSync(this.file);
    return this.written;
  }

  private flush(): void {
    const bytes = Buffer.from(this.pieces.join(""));
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    this.written += bytes.length;
    this.pieces = [];
    this.waiting = 0;
  }
}
