import type { CreditsOptions } from "./call.js";
import {
  type EventObserver,
  fieldsOf,
  meteredClient,
  numberOf,
  type Provider,
  type ProviderClient,
} from "./metered-fetch.js";
import { bytesOf, promptBytes, tokensOfBytes, type Usage, usageOfTotals } from "./usage.js";

/**
 * A client of the `@anthropic-ai/sdk` package whose calls hold and capture credits: `messages.create`, streamed or not, and
 * `messages.stream`.
 */
export function withAnthropic<Client extends ProviderClient>(client: Client, options: CreditsOptions): Client {
  return meteredClient(client, anthropic, options);
}

// What costs nothing in itself. Other requests, such as batches, are refused rather than given away.
const FREE = /\/messages\/count_tokens$|\/(files|skills|models)(\/|$)/;

const anthropic: Provider = {
  meteringOf: (path, body, { outputTokens, bytesPerToken }) => {
    if (!path.endsWith("/messages")) return FREE.test(path) ? "free" : null;
    const bytes = promptBytes([body.messages, body.system, body.tools], bytesPerToken);
    return {
      call: {
        kind: "language",
        model: typeof body.model === "string" ? body.model : "",
        estimate: { input: tokensOfBytes(bytes, bytesPerToken), output: numberOf(body.max_tokens, outputTokens) },
      },
      usageOf: ({ usage }) => usageOfMessage(usage),
      events: messageObserver,
    };
  },
};

/** Usage of a message, whose input does not include what was cached, and whose output includes thinking. */
export function usageOfMessage(usage: unknown): Usage | null {
  const {
    input_tokens: input,
    output_tokens: output,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written,
    output_tokens_details: details,
  } = fieldsOf(usage);
  if (typeof input !== "number" || typeof output !== "number") return null;
  const [cacheRead, cacheWrite] = [numberOf(read, 0), numberOf(written, 0)];
  const reasoning = numberOf(fieldsOf(details).thinking_tokens, 0);
  return usageOfTotals({ input: input + cacheRead + cacheWrite, cacheRead, cacheWrite, output, reasoning });
}

function messageObserver(): EventObserver {
  // The input is known when the message starts, the output when it ends.
  let started: Record<string, unknown> = {};
  let usage: Usage | null = null;
  let failed = false;
  let bytes = 0;
  return {
    see: (data) => {
      const event = fieldsOf(data);
      if (event.type === "error") failed = true;
      if (event.type === "message_start") started = fieldsOf(fieldsOf(event.message).usage);
      if (event.type === "message_delta") {
        // Cumulative; a field that is not repeated stays as it was.
        const changed = Object.entries(fieldsOf(event.usage)).filter(([, value]) => value !== null);
        usage = usageOfMessage({ ...started, ...Object.fromEntries(changed) }) ?? usage;
      }
      const { text, thinking, partial_json: json } = fieldsOf(event.delta);
      for (const piece of [text, thinking, json]) if (typeof piece === "string") bytes += bytesOf(piece);
      return true;
    },
    observed: () => ({ usage, failed }),
    delivered: () => {
      const { input, cacheRead, cacheWrite } = usageOfMessage(started) ?? {};
      return { bytes, known: input === undefined ? undefined : { input, cacheRead, cacheWrite } };
    },
  };
}
