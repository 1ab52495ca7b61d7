import type { CreditsOptions } from "./call.js";
import {
  type EventObserver,
  fieldsOf,
  type Json,
  listOf,
  type Metering,
  meteredClient,
  numberOf,
  type Provider,
  type ProviderClient,
} from "./metered-fetch.js";
import { bytesOf, promptBytes, tokensOfBytes, type Usage, usageOfTotals } from "./usage.js";

/**
 * A client of the `openai` package whose calls hold and capture credits: chat completions and responses, streamed or not,
 * embeddings, images and audio. Its helpers, such as `chat.completions.stream` and `parse`, are metered as well.
 */
export function withOpenAI<Client extends ProviderClient>(client: Client, options: CreditsOptions): Client {
  return meteredClient(client, openai, options);
}

// What costs nothing in itself. Other requests, such as batches and videos, are refused rather than given away.
const FREE =
  /\/(files|uploads|moderations|vector_stores|conversations|containers|evals|models)(\/|$)|\/(responses|completions)\/[^/]+(\/|$)|\/client_secrets$/;

const openai: Provider = {
  meteringOf: (path, body, { outputTokens, bytesPerToken }) => {
    const model = typeof body.model === "string" ? body.model : "";
    const tokensIn = (prompt: unknown) => tokensOfBytes(promptBytes(prompt, bytesPerToken), bytesPerToken);
    const language = (prompt: unknown[], limit: unknown, more: Omit<Metering, "call">): Metering => ({
      call: {
        kind: "language",
        model,
        estimate: { input: tokensIn(prompt), output: numberOf(limit, outputTokens) * numberOf(body.n, 1) },
      },
      ...more,
    });
    if (path.endsWith("/chat/completions") || path.endsWith("/completions")) {
      const asksForUsage = fieldsOf(body.stream_options).include_usage === true;
      return language([body.messages ?? body.prompt, body.tools], body.max_completion_tokens ?? body.max_tokens, {
        // Without this a stream does not say what it used.
        ...(body.stream === true && {
          body: { ...body, stream_options: { ...fieldsOf(body.stream_options), include_usage: true } },
        }),
        usageOf: ({ usage }) => usageOfCompletion(usage),
        events: () => chunkObserver(asksForUsage),
      });
    }
    if (path.endsWith("/responses")) {
      // It is answered before it is done.
      if (body.background === true) return null;
      return language([body.input, body.instructions, body.tools], body.max_output_tokens, {
        usageOf: ({ usage }) => usageOfResponse(usage),
        events: responseObserver,
      });
    }
    if (path.endsWith("/embeddings")) {
      return {
        call: { kind: "embedding", model, estimate: { input: tokensIn(body.input) } },
        usageOf: ({ usage }) => {
          const tokens = fieldsOf(usage).prompt_tokens;
          return typeof tokens === "number" ? { input: tokens } : null;
        },
      };
    }
    if (/\/images\/(generations|edits|variations)$/.test(path)) {
      return {
        call: { kind: "image", model: model || "dall-e-2", estimate: { image: numberOf(Number(body.n ?? 1), 1) } },
        usageOf: ({ data }) => (Array.isArray(data) ? { image: data.length } : null),
        events: imageObserver,
      };
    }
    if (path.endsWith("/audio/speech")) {
      const characters = [...String(body.input ?? "")].length;
      return {
        call: { kind: "speech", model, estimate: { character: characters } },
        usageOf: () => ({ character: characters }),
      };
    }
    if (/\/audio\/(transcriptions|translations)$/.test(path)) {
      return {
        call: { kind: "transcription", model, estimate: { second: secondsOfFile(body.file) } },
        usageOf: ({ duration, usage }) => {
          const seconds = duration ?? fieldsOf(usage).seconds;
          return seconds === undefined ? null : { second: numberOf(Number(seconds), 0) };
        },
      };
    }
    return FREE.test(path) ? "free" : null;
  },
};

// 128 kbit/s, as most recordings are compressed.
const BYTES_PER_SECOND = 16_000;

function secondsOfFile(file: unknown): number {
  return file instanceof Blob ? Math.max(1, Math.ceil(file.size / BYTES_PER_SECOND)) : 60;
}

/** Usage of a chat completion, whose prompt includes what was cached, and whose completion includes reasoning. */
export function usageOfCompletion(usage: unknown): Usage | null {
  const { prompt_tokens: input, completion_tokens: output, ...details } = fieldsOf(usage);
  if (typeof input !== "number" || typeof output !== "number") return null;
  const prompt = fieldsOf(details.prompt_tokens_details);
  return usageOfTotals({
    input,
    cacheRead: numberOf(prompt.cached_tokens, 0),
    cacheWrite: numberOf(prompt.cache_write_tokens, 0),
    output,
    reasoning: numberOf(fieldsOf(details.completion_tokens_details).reasoning_tokens, 0),
  });
}

/** Usage of a response, whose totals include the same. */
export function usageOfResponse(usage: unknown): Usage | null {
  const { input_tokens: input, output_tokens: output, ...details } = fieldsOf(usage);
  if (typeof input !== "number" || typeof output !== "number") return null;
  const prompt = fieldsOf(details.input_tokens_details);
  return usageOfTotals({
    input,
    cacheRead: numberOf(prompt.cached_tokens, 0),
    cacheWrite: numberOf(prompt.cache_write_tokens, 0),
    output,
    reasoning: numberOf(fieldsOf(details.output_tokens_details).reasoning_tokens, 0),
  });
}

function chunkObserver(asksForUsage: boolean): EventObserver {
  let usage: Usage | null = null;
  let failed = false;
  let bytes = 0;
  return {
    see: (data) => {
      const chunk = fieldsOf(data);
      if (chunk.error) failed = true;
      usage = usageOfCompletion(chunk.usage) ?? usage;
      const choices = listOf(chunk.choices);
      for (const choice of choices) bytes += bytesOfDelta(fieldsOf(choice));
      // The chunk with the usage has no choices. Who did not ask for it does not expect that.
      return asksForUsage || choices.length > 0 || !chunk.usage;
    },
    observed: () => ({ usage, failed }),
    delivered: () => ({ bytes }),
  };
}

function bytesOfDelta({ delta, text }: Json): number {
  const { content, refusal, reasoning_content: reasoning, tool_calls: calls } = fieldsOf(delta);
  const pieces = [
    text,
    content,
    refusal,
    reasoning,
    ...listOf(calls).map((call) => fieldsOf(fieldsOf(call).function).arguments),
  ];
  return pieces.reduce<number>((sum, piece) => sum + (typeof piece === "string" ? bytesOf(piece) : 0), 0);
}

const RESPONSE_ENDS = new Set(["response.completed", "response.incomplete"]);

function responseObserver(): EventObserver {
  let usage: Usage | null = null;
  let failed = false;
  let bytes = 0;
  return {
    see: (data) => {
      const { type, delta, response } = fieldsOf(data);
      if (typeof type !== "string") return true;
      if (type === "error" || type === "response.failed") failed = true;
      if (RESPONSE_ENDS.has(type)) usage = usageOfResponse(fieldsOf(response).usage) ?? usage;
      if (type.endsWith(".delta") && typeof delta === "string") bytes += bytesOf(delta);
      return true;
    },
    observed: () => ({ usage, failed }),
    delivered: () => ({ bytes }),
  };
}

/** Each image is counted when it is complete; previews of it are not. */
function imageObserver(): EventObserver {
  let images = 0;
  let failed = false;
  return {
    see: (data) => {
      const { type } = fieldsOf(data);
      if (typeof type === "string" && type.endsWith(".completed")) images += 1;
      if (type === "error") failed = true;
      return true;
    },
    observed: () => ({ usage: images > 0 ? { image: images } : null, failed }),
    delivered: () => ({ bytes: 0 }),
  };
}
