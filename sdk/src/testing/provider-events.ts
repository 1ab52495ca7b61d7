import type { Script } from "./endings.js";

/** One way in which a provider streams over HTTP. */
export type Protocol = {
  /** The events for a script, each as its data. */
  events: (script: Script) => object[];
  /** The event of a failure in mid-stream. */
  failure: object;
  /** Whether events are named by their type. */
  named: boolean;
  /** Whether the last is `[DONE]`. */
  done: boolean;
};

const encoder = new TextEncoder();

/** A provider's HTTP API that streams as the script says. Every request is kept. */
export function providerFetch(protocol: Protocol, script: Script, calls: { count: number }, requests: unknown[] = []) {
  return async (_input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    calls.count += 1;
    requests.push(typeof init?.body === "string" ? JSON.parse(init.body) : null);
    if (calls.count <= (script.failures ?? 0)) {
      const headers = { "content-type": "application/json", "retry-after-ms": "1" };
      return new Response('{"error":{"message":"overloaded"}}', { status: 503, headers });
    }
    return new Response(bodyOf(protocol, script, init?.signal), { headers: { "content-type": "text/event-stream" } });
  };
}

/** One event a chunk, cut in the middle of it, as networks do. */
function bodyOf({ events, failure, named, done }: Protocol, script: Script, signal: AbortSignal | null | undefined) {
  const texts = events(script).map((data) => textOf(data, named));
  if (script.end === "error") texts.push(textOf(failure, named));
  if (script.end === "finish" && done) texts.push("data: [DONE]\n\n");
  const chunks = texts.flatMap((text) => [text.slice(0, 9), text.slice(9)]).map((text) => encoder.encode(text));
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // As fetch does.
      signal?.addEventListener("abort", () => {
        try {
          controller.error(signal.reason);
        } catch {
          // It was over.
        }
      });
    },
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else if (script.end !== "hang") controller.close();
      else return new Promise(() => undefined);
    },
  });
}

function textOf(data: object, named: boolean): string {
  const name = named && "type" in data ? `event: ${data.type}\n` : "";
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}
