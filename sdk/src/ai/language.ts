import type { LanguageModelMiddleware } from "ai";
import { beginCall, type Call, type CreditsOptions, countingOf, settledSoon } from "./call.js";
import { meteredStream, type Observer } from "./stream.js";
import { bytesOf, promptBytes, tokensOfBytes, type Usage, usageOfTotals } from "./usage.js";

type Params = Parameters<NonNullable<LanguageModelMiddleware["wrapGenerate"]>>[0]["params"];
type Generated = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapGenerate"]>>>;
type Streamed = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapStream"]>>>;
type Part = Streamed["stream"] extends ReadableStream<infer One> ? One : never;
type ReportedUsage = Generated["usage"];

/**
 * Middleware of the AI SDK: `wrapLanguageModel({ model, middleware: creditsMiddleware({ client, account }) })`. Each call,
 * so each step of an agent, holds credits before it and captures what it used after it. Name a `run` to link the steps.
 */
export function creditsMiddleware(options: CreditsOptions): LanguageModelMiddleware {
  const { outputTokens, bytesPerToken } = countingOf(options);
  const callOf = (model: string, { prompt, tools, maxOutputTokens = outputTokens }: Params): Call => ({
    kind: "language",
    model,
    estimate: {
      input: tokensOfBytes(promptBytes([prompt, tools], bytesPerToken), bytesPerToken),
      output: maxOutputTokens,
    },
  });
  return {
    specificationVersion: "v4",

    wrapGenerate: async ({ doGenerate, params, model }) => {
      const call = callOf(model.modelId, params);
      const metered = await beginCall(options, call, params.abortSignal);
      let result: Generated;
      try {
        result = await metered.during(doGenerate());
      } catch (error) {
        await settledSoon(metered.release());
        throw error;
      }
      const usage = usageOf(result.usage);
      const bytes = result.content.reduce((sum, content) => sum + bytesOfContent(content), 0);
      const estimated = { ...call.estimate, output: tokensOfBytes(bytes, bytesPerToken) };
      await settledSoon(metered.capture(usage ?? estimated, { estimated: usage === null }));
      return result;
    },

    wrapStream: async ({ doStream, params, model }) => {
      const call = callOf(model.modelId, params);
      const metered = await beginCall(options, call, params.abortSignal);
      let result: Streamed;
      try {
        result = await metered.during(doStream());
      } catch (error) {
        await settledSoon(metered.release());
        throw error;
      }
      const observer = partsObserver(call, bytesPerToken);
      return { ...result, stream: meteredStream(result.stream, metered, observer, params.abortSignal) };
    },
  };
}

/** Usage as the AI SDK has it; null if the provider reported none. */
export function usageOf({ inputTokens, outputTokens }: ReportedUsage): Usage | null {
  const { noCache, cacheRead, cacheWrite } = inputTokens;
  const { text, reasoning } = outputTokens;
  const input = inputTokens.total ?? sumOf(noCache, cacheRead, cacheWrite);
  const output = outputTokens.total ?? sumOf(text, reasoning);
  if (input === undefined || output === undefined) return null;
  return usageOfTotals({ input, cacheRead, cacheWrite, output, reasoning });
}

/** The sum of what is known; undefined if nothing is. */
function sumOf(...parts: (number | undefined)[]): number | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, part) => sum + part, 0);
}

function partsObserver(call: Call, bytesPerToken: number): Observer<Part> {
  let usage: Usage | null = null;
  let failed = false;
  let bytes = 0;
  // A tool call's input comes in pieces and then again as a whole.
  const inPieces = new Set<string>();
  return {
    see: (part) => {
      switch (part.type) {
        case "text-delta":
        case "reasoning-delta":
          bytes += bytesOf(part.delta);
          break;
        case "tool-input-delta":
          inPieces.add(part.id);
          bytes += bytesOf(part.delta);
          break;
        case "tool-call":
          if (!inPieces.has(part.toolCallId)) bytes += bytesOf(part.input);
          break;
        case "finish":
          usage = usageOf(part.usage);
          if (part.finishReason.unified === "error") failed = true;
          break;
        case "error":
          failed = true;
          break;
      }
      return part;
    },
    observed: () => ({ usage, failed }),
    estimate: () => (bytes === 0 ? null : { ...call.estimate, output: tokensOfBytes(bytes, bytesPerToken) }),
  };
}

function bytesOfContent(content: Generated["content"][number]): number {
  if (content.type === "text" || content.type === "reasoning") return bytesOf(content.text);
  return content.type === "tool-call" ? bytesOf(content.input) : 0;
}
