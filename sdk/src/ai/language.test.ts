import { generateText, streamText, wrapLanguageModel } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { describeEndings, type Script, type Wrapper } from "../testing/endings.js";
import { stubRefill } from "../testing/stub-refill.js";
import { creditsMiddleware, usageOf } from "./language.js";

afterEach(() => {
  vi.useRealTimers();
});

type StreamResult = Awaited<ReturnType<MockLanguageModelV4["doStream"]>>;
type Part = StreamResult["stream"] extends ReadableStream<infer One> ? One : never;

const tokens = (input: number | undefined, output: number | undefined) => ({
  inputTokens: { total: input, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: output, text: undefined, reasoning: undefined },
});

function partsOf({ texts, end, usage }: Script): ReadableStream<Part> {
  const parts: Part[] = [
    { type: "stream-start", warnings: [] },
    { type: "text-start", id: "1" },
    ...texts.map((delta): Part => ({ type: "text-delta", id: "1", delta })),
  ];
  if (end === "error") parts.push({ type: "error", error: new Error("overloaded") });
  if (end === "finish") {
    const finishReason = { unified: "stop", raw: "stop" } as const;
    parts.push(
      { type: "text-end", id: "1" },
      { type: "finish", finishReason, usage: tokens(usage?.input, usage?.output) },
    );
  }
  return new ReadableStream<Part>({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else if (end !== "hang") controller.close();
      else return new Promise(() => undefined);
    },
  });
}

const PROMPT = [{ role: "user" as const, content: [{ type: "text" as const, text: "Say hello to the world." }] }];

const wrapper: Wrapper = {
  name: "creditsMiddleware",
  model: "test-model",
  retries: false,
  stream: async (script, options, { signal, calls }) => {
    const model = new MockLanguageModelV4({
      modelId: "test-model",
      doStream: async () => {
        calls.count += 1;
        if (calls.count <= (script.failures ?? 0)) throw new Error("overloaded");
        return { stream: partsOf(script) };
      },
    });
    const metered = wrapLanguageModel({ model, middleware: creditsMiddleware(options) });
    const { stream } = await metered.doStream({ prompt: PROMPT, abortSignal: signal });
    return { texts: textsOf(stream) };
  },
};

async function* textsOf(stream: ReadableStream<Part>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.type === "text-delta") yield next.value.delta;
      if (next.value.type === "error") throw next.value.error;
    }
  } finally {
    await reader.cancel();
  }
}

describeEndings(wrapper);

describe("usage of the AI SDK", () => {
  test("is split into kinds that are counted once", () => {
    const anthropic = {
      inputTokens: { total: 1_500, noCache: 100, cacheRead: 1_000, cacheWrite: 400 },
      outputTokens: { total: 80, text: undefined, reasoning: undefined },
    };
    const openai = {
      inputTokens: { total: 1_500, noCache: 500, cacheRead: 1_000, cacheWrite: undefined },
      outputTokens: { total: 300, text: 44, reasoning: 256 },
    };
    expect(usageOf(anthropic)).toEqual({ input: 100, cacheRead: 1_000, cacheWrite: 400, output: 80, reasoning: 0 });
    expect(usageOf(openai)).toEqual({ input: 500, cacheRead: 1_000, cacheWrite: 0, output: 44, reasoning: 256 });
  });

  test("that is not reported is not taken for zero", () => {
    expect(usageOf(tokens(undefined, undefined))).toBeNull();
    expect(usageOf(tokens(10, undefined))).toBeNull();
  });
});

describe("with the AI SDK's own functions", () => {
  const rates = { "test-model": { input: "m_input", output: "m_output" } };
  const text = (words: string) => ({
    content: [{ type: "text" as const, text: words }],
    finishReason: { unified: "stop" as const, raw: "stop" },
    usage: tokens(12, 8),
    warnings: [],
  });

  test("generateText is charged for each step of an agent, linked by its run", async () => {
    const { client, state } = stubRefill({ balance: 10_000, perUnits: 1 });
    const call = {
      ...text(""),
      content: [{ type: "tool-call" as const, toolCallId: "c1", toolName: "clock", input: "{}" }],
      finishReason: { unified: "tool-calls" as const, raw: "tool_calls" },
    };
    const model = new MockLanguageModelV4({ modelId: "test-model", doGenerate: [call, text("Noon.")] });
    const { tool, jsonSchema, stepCountIs } = await import("ai");
    const result = await generateText({
      model: wrapLanguageModel({ model, middleware: creditsMiddleware({ client, rates, run: "agent-7" }) }),
      prompt: "What time is it?",
      tools: { clock: tool({ inputSchema: jsonSchema<object>({ type: "object" }), execute: () => "12:00" }) },
      stopWhen: stepCountIs(3),
    });
    expect(result.text).toBe("Noon.");
    expect(state.spends).toMatchObject([
      { amount: 20, body: { run: "agent-7", model: "test-model" } },
      { amount: 20, body: { run: "agent-7" } },
    ]);
    expect(state.held).toBe(0);
  });

  test("generateText that fails takes nothing", async () => {
    const { client, state } = stubRefill({ balance: 10_000, perUnits: 1 });
    let calls = 0;
    const model = new MockLanguageModelV4({
      modelId: "test-model",
      doGenerate: async () => {
        calls += 1;
        throw new Error("overloaded");
      },
    });
    const metered = wrapLanguageModel({ model, middleware: creditsMiddleware({ client, rates }) });
    await expect(generateText({ model: metered, prompt: "Hi", maxRetries: 0 })).rejects.toThrow("overloaded");
    expect(calls).toBe(1);
    expect(state).toMatchObject({ balance: 10_000, held: 0, spends: [] });
  });

  test("streamText that is aborted after some words is charged for them", async () => {
    const { client, state } = stubRefill({ balance: 10_000, perUnits: 1 });
    const script: Script = { texts: ["one ", "two ", "three "], end: "hang", usage: null };
    const model = new MockLanguageModelV4({
      modelId: "test-model",
      doStream: async () => ({ stream: partsOf(script) }),
    });
    const stop = new AbortController();
    const result = streamText({
      model: wrapLanguageModel({ model, middleware: creditsMiddleware({ client, rates }) }),
      prompt: "Count",
      abortSignal: stop.signal,
      onError: () => undefined,
    });
    let heard = "";
    for await (const word of result.textStream) {
      heard += word;
      if (heard.startsWith("one two")) stop.abort();
    }
    await expect.poll(() => state.held).toBe(0);
    expect(state.spends).toMatchObject([{ body: { estimated: true } }]);
  });

  test("the hold is placed once before the stream, and nothing else is waited for until its end", async () => {
    const { client, state } = stubRefill({ balance: 10_000, perUnits: 1 });
    const script: Script = {
      texts: Array.from({ length: 50 }, () => "word "),
      end: "finish",
      usage: { input: 1, output: 50 },
    };
    const model = new MockLanguageModelV4({
      modelId: "test-model",
      doStream: async () => ({ stream: partsOf(script) }),
    });
    const metered = wrapLanguageModel({ model, middleware: creditsMiddleware({ client, rates }) });
    const { stream } = await metered.doStream({ prompt: PROMPT });
    expect(state.requests).toEqual(["GET plans", "POST credits/holds"]);
    let parts = 0;
    for await (const _ of textsOf(stream)) {
      parts += 1;
      expect(state.requests).toHaveLength(2);
    }
    expect(parts).toBe(50);
    expect(state.requests).toEqual(["GET plans", "POST credits/holds", "POST credits/holds/h1/capture"]);
  });

  test("a hold is extended while a long stream goes on, and not once nobody reads it", async () => {
    const { client, state } = stubRefill({ balance: 10_000, perUnits: 1 });
    const script: Script = { texts: ["a ", "b ", "c "], end: "hang", usage: null };
    const model = new MockLanguageModelV4({
      modelId: "test-model",
      doStream: async () => ({ stream: partsOf(script) }),
    });
    vi.useFakeTimers({ toFake: ["Date"] });
    // More than half of the time that a hold lasts.
    const later = () => vi.setSystemTime(Date.now() + 200_000);
    const extensions = () => state.requests.filter((what) => what.endsWith("/extend")).length;
    const middleware = creditsMiddleware({ client, rates });
    const { stream } = await wrapLanguageModel({ model, middleware }).doStream({ prompt: PROMPT });
    const reader = stream.getReader();
    await reader.read();
    expect(extensions()).toBe(0);
    later();
    await reader.read();
    await expect.poll(extensions).toBe(1);
    later();
    await turns(500);
    expect(extensions()).toBe(1);
  });
});

/** Lets everything that is ready happen, as often as this. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
