export type StreamEvent = { id: string; event: string; data: Record<string, unknown> };

export type EventReader = {
  /** Every event received so far. */
  events: StreamEvent[];
  comments: () => number;
  retry: () => number | null;
  ended: () => boolean;
  /** Closes the connection, like a closed tab. */
  leave: () => Promise<void>;
};

/** Reads an event stream like a browser. */
export function readEvents(body: ReadableStream<Uint8Array> | null): EventReader {
  if (!body) throw new Error("There is no stream to read.");
  const reader = body.getReader();
  const events: StreamEvent[] = [];
  let comments = 0;
  let retry: number | null = null;
  let ended = false;

  function take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split("\n")) {
      const [, name = "", value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (line.startsWith(":")) comments++;
      else fields.set(name, value);
    }
    if (fields.has("retry")) retry = Number(fields.get("retry"));
    const data = fields.get("data");
    if (data === undefined) return;
    events.push({ id: fields.get("id") ?? "", event: fields.get("event") ?? "", data: JSON.parse(data) });
  }

  async function pump(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      blocks.forEach(take);
    }
    ended = true;
  }

  void pump();
  return { events, comments: () => comments, retry: () => retry, ended: () => ended, leave: () => reader.cancel() };
}
