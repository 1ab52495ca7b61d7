/** Splits a stream of server-sent events into its events, and says what each carries. */
export class EventReader {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** The events that are complete with this chunk, as they were sent. */
  read(chunk: Uint8Array): string[] {
    this.#rest += this.#decoder.decode(chunk, { stream: true });
    const events: string[] = [];
    for (let end = BOUNDARY.exec(this.#rest); end; end = BOUNDARY.exec(this.#rest)) {
      const length = end.index + end[0].length;
      events.push(this.#rest.slice(0, length));
      this.#rest = this.#rest.slice(length);
    }
    return events;
  }

  /** What came after the last complete event. */
  rest(): string {
    return this.#rest + this.#decoder.decode();
  }
}

const BOUNDARY = /\r\n\r\n|\n\n|\r\r/;

/** The JSON that an event carries; null for a comment or `[DONE]`. */
export function dataOf(event: string): unknown {
  const data = event
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice("data:".length).trimStart())
    .join("\n");
  if (data === "" || data.startsWith("[DONE]")) return null;
  return JSON.parse(data);
}
