import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { describeEndings, type Wrapper } from "../testing/endings.js";
import { type Protocol, providerFetch } from "../testing/provider-events.js";
import { stubRefill } from "../testing/stub-refill.js";
import { usageOfMessage, withAnthropic } from "./anthropic.js";
import { UnmeteredCallError } from "./errors.js";

const model = "claude-test";

const protocol: Protocol = {
  named: true,
  done: false,
  failure: { type: "error", error: { type: "overloaded_error", message: "overloaded" } },
  events: ({ texts, end, usage }) => [
    {
      type: "message_start",
      message: {
        ...{ id: "m", type: "message", role: "assistant", model, content: [], stop_reason: null },
        usage: usage === null ? {} : { input_tokens: usage.input, output_tokens: 1 },
      },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    ...texts.map((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
    ...(end === "finish"
      ? [
          { type: "content_block_stop", index: 0 },
          {
            type: "message_delta",
            delta: { stop_reason: "end_turn" },
            usage: usage === null ? {} : { output_tokens: usage.output },
          },
          { type: "message_stop" },
        ]
      : []),
  ],
};

const request = { model, max_tokens: 100, messages: [{ role: "user" as const, content: "Say hello to the world." }] };

const creating: Wrapper = {
  ...{ name: "withAnthropic, messages.create", model, retries: true, reportsInputFirst: true },
  stream: async (script, options, { signal, calls }) => {
    const client = new Anthropic({ apiKey: "sk-test", fetch: providerFetch(protocol, script, calls) });
    const stream = await withAnthropic(client, options).messages.create({ ...request, stream: true }, { signal });
    return { texts: textsOf(stream) };
  },
};

const streaming: Wrapper = {
  ...creating,
  name: "withAnthropic, messages.stream",
  stream: async (script, options, { signal, calls }) => {
    const client = new Anthropic({ apiKey: "sk-test", fetch: providerFetch(protocol, script, calls) });
    return { texts: textsOf(withAnthropic(client, options).messages.stream(request, { signal })) };
  },
};

async function* textsOf(events: AsyncIterable<Anthropic.MessageStreamEvent>) {
  for await (const event of events) {
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") yield event.delta.text;
  }
}

describeEndings(creating);
describeEndings(streaming);

describe("usage of Anthropic", () => {
  test("has its cached tokens beside the input, and thinking in the output", () => {
    const usage = {
      input_tokens: 21,
      cache_creation_input_tokens: 188,
      cache_read_input_tokens: 1_500,
      output_tokens: 393,
      output_tokens_details: { thinking_tokens: 300 },
    };
    expect(usageOfMessage(usage)).toEqual({ input: 21, cacheRead: 1_500, cacheWrite: 188, output: 93, reasoning: 300 });
    expect(usageOfMessage({ input_tokens: 5, output_tokens: 2, cache_read_input_tokens: null })).toMatchObject({
      input: 5,
    });
    expect(usageOfMessage({ output_tokens: 2 })).toBeNull();
  });
});

test("an answer that is not streamed is captured; a batch is refused, and counting tokens is free", async () => {
  const { client, state } = stubRefill({ perUnits: 1 });
  const usage = { input_tokens: 30, output_tokens: 12, cache_read_input_tokens: 100, cache_creation_input_tokens: 0 };
  const anthropic = new Anthropic({
    apiKey: "sk-test",
    fetch: async () => Response.json({ id: "m", type: "message", content: [], usage }),
  });
  const rates = { [model]: { input: "m_input", output: "m_output" } };
  const metered = withAnthropic(anthropic, { client, rates });
  await metered.messages.create(request);
  // The cache has no meter of its own here.
  expect(state.spends).toMatchObject([
    {
      items: [
        { meter: "m_input", quantity: 130 },
        { meter: "m_output", quantity: 12 },
      ],
    },
  ]);
  await metered.messages.countTokens({ model, messages: request.messages });
  await expect(metered.messages.batches.create({ requests: [] })).rejects.toThrow(UnmeteredCallError);
  expect(state.holds.size).toBe(1);
});
