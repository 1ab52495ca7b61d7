export type ServerEvent = { event: string; data: string };

/**
 * The events of a response of type text/event-stream. EventSource cannot send the Authorization header, so the stream is
 * read from fetch. `onBytes` is called with everything that arrives, also the comments that keep the connection alive. They
 * end when the signal fires. (A fetch with a combined signal may miss it: Node 20 can collect AbortSignal.any before.)
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  { onBytes = () => undefined, signal }: { onBytes?: () => void; signal?: AbortSignal } = {},
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  const stop = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if (signal?.aborted) return;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      // A carriage return at the end may be the first half of a line break.
      const text = rest + decoder.decode(value, { stream: true });
      const blocks = text.replaceAll(/\r\n|\r(?!$)/g, "\n").split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    // The connection may be gone already.
    await reader.cancel().catch(() => undefined);
  }
}

function parse(block: string): ServerEvent | null {
  const fields = block.split("\n").map((line) => /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []);
  const valuesOf = (name: string) => fields.flatMap(([, field, value = ""]) => (field === name ? [value] : []));
  const data = valuesOf("data");
  return data.length === 0 ? null : { event: valuesOf("event").at(-1) ?? "message", data: data.join("\n") };
}
