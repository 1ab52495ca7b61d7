import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { describeEndings, type Script, type Wrapper } from "../testing/endings.js";
import { type Protocol, providerFetch } from "../testing/provider-events.js";
import { stubRefill } from "../testing/stub-refill.js";
import type { CreditsOptions } from "./call.js";
import { insufficientCredits, UnmeteredCallError } from "./errors.js";
import { usageOfCompletion, usageOfResponse, withOpenAI } from "./openai.js";

const model = "gpt-test";

const chat: Protocol = {
  named: false,
  done: true,
  failure: { error: { message: "overloaded" } },
  events: ({ texts, end, usage }) => [
    ...texts.map((content) => ({
      id: "c",
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: { content } }],
    })),
    ...(end === "finish"
      ? [{ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }]
      : []),
    ...(end === "finish" && usage
      ? [{ id: "c", choices: [], usage: { prompt_tokens: usage.input, completion_tokens: usage.output } }]
      : []),
  ],
};

const responses: Protocol = {
  named: true,
  done: false,
  failure: { type: "error", message: "overloaded" },
  events: ({ texts, end, usage }) => [
    { type: "response.created", response: { id: "r", status: "in_progress", usage: null } },
    ...texts.map((delta) => ({ type: "response.output_text.delta", delta, item_id: "i", output_index: 0 })),
    ...(end === "finish"
      ? [
          {
            type: "response.completed",
            response: { id: "r", usage: usage && { input_tokens: usage.input, output_tokens: usage.output } },
          },
        ]
      : []),
  ],
};

const clientOf = (fetch: ReturnType<typeof providerFetch>, options: CreditsOptions) =>
  withOpenAI(new OpenAI({ apiKey: "sk-test", fetch }), options);

const chatWrapper: Wrapper = {
  ...{ name: "withOpenAI, chat.completions", model, retries: true },
  stream: async (script, options, { signal, calls }) => {
    const openai = clientOf(providerFetch(chat, script, calls), options);
    const messages = [{ role: "user" as const, content: "Say hello to the world." }];
    const stream = await openai.chat.completions.create({ model, messages, stream: true }, { signal });
    return { texts: map(stream, (chunk) => chunk.choices[0]?.delta.content) };
  },
};

const responsesWrapper: Wrapper = {
  ...{ name: "withOpenAI, responses", model, retries: true },
  stream: async (script, options, { signal, calls }) => {
    const openai = clientOf(providerFetch(responses, script, calls), options);
    const stream = await openai.responses.create({ model, input: "Say hello.", stream: true }, { signal });
    return { texts: map(stream, (event) => (event.type === "response.output_text.delta" ? event.delta : undefined)) };
  },
};

/** What is there of each item. Leaving it leaves the stream, and a failure in it is thrown. */
async function* map<Item>(items: AsyncIterable<Item>, text: (item: Item) => string | null | undefined) {
  for await (const item of items) {
    if ((item as { type?: string }).type === "error") throw new Error("The provider failed.");
    const one = text(item);
    if (one) yield one;
  }
}

describeEndings(chatWrapper);
describeEndings(responsesWrapper);

describe("usage of OpenAI", () => {
  test("of a chat completion counts cached and reasoning tokens once", () => {
    const usage = {
      prompt_tokens: 2_006,
      completion_tokens: 300,
      total_tokens: 2_306,
      prompt_tokens_details: { cached_tokens: 1_920, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 256, audio_tokens: 0, accepted_prediction_tokens: 0 },
    };
    expect(usageOfCompletion(usage)).toEqual({
      input: 86,
      cacheRead: 1_920,
      cacheWrite: 0,
      output: 44,
      reasoning: 256,
    });
  });

  test("of a response does, with what was written to the cache", () => {
    const usage = {
      input_tokens: 1_000,
      input_tokens_details: { cached_tokens: 600, cache_write_tokens: 300 },
      output_tokens: 86,
      output_tokens_details: { reasoning_tokens: 64 },
      total_tokens: 1_086,
    };
    expect(usageOfResponse(usage)).toEqual({ input: 100, cacheRead: 600, cacheWrite: 300, output: 22, reasoning: 64 });
  });

  test("that is missing or half there is not taken for zero", () => {
    for (const usage of [null, undefined, {}, { prompt_tokens: 5 }, "much"])
      expect(usageOfCompletion(usage)).toBeNull();
    expect(usageOfResponse({ output_tokens: 5 })).toBeNull();
  });
});

describe("withOpenAI", () => {
  const answering = (answer: object, { meters = ["m_input", "m_output"], balance = 10_000 } = {}) => {
    const stub = stubRefill({ balance, perUnits: 1, meters });
    const paths: string[] = [];
    const openai = new OpenAI({
      apiKey: "sk-test",
      fetch: async (input) => {
        paths.push(new URL(String(input)).pathname);
        return Response.json(answer);
      },
    });
    return { ...stub, openai, paths };
  };
  const messages = [{ role: "user" as const, content: "Hi" }];

  test("asks a stream for its usage, and keeps that from a caller who did not", async () => {
    const script: Script = { texts: ["a", "b"], end: "finish", usage: { input: 3, output: 2 } };
    const { client } = stubRefill({ balance: 10_000 });
    const options = { client, rates: { [model]: { input: "m_input", output: "m_output" } } };
    for (const [asked, chunks] of [
      [undefined, 3],
      [{ include_usage: true }, 4],
    ] as const) {
      const requests: unknown[] = [];
      const openai = clientOf(providerFetch(chat, script, { count: 0 }, requests), options);
      const stream = await openai.chat.completions.create({ model, messages, stream: true, stream_options: asked });
      let seen = 0;
      for await (const _ of stream) seen += 1;
      expect(seen).toBe(chunks);
      expect(requests).toMatchObject([{ stream_options: { include_usage: true } }]);
    }
  });

  test("meters an answer that is not streamed, by the rates of the convention", async () => {
    const meters = ["gpt-test-1-5_input", "gpt-test-1-5_output", "gpt-test-1-5_cache-read"];
    const usage = { prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 60 } };
    const { client, state, openai } = answering({ id: "c", choices: [], usage }, { meters });
    await withOpenAI(openai, { client, subject: "ada" }).chat.completions.create({
      model: "openai/GPT-test 1.5",
      messages,
    });
    expect(state.spends).toMatchObject([
      {
        amount: 120,
        body: { subject: "ada", estimated: false },
        items: [
          { meter: "gpt-test-1-5_input", quantity: 40 },
          { meter: "gpt-test-1-5_cache-read", quantity: 60 },
          { meter: "gpt-test-1-5_output", quantity: 20 },
        ],
      },
    ]);
  });

  test("meters embeddings, images and speech by what they count", async () => {
    const rates = { e: { input: "tokens" }, i: { image: "images" }, s: { character: "characters" } };
    const meters = ["tokens", "images", "characters"];
    const embedding = answering({ data: [{ embedding: [1] }], usage: { prompt_tokens: 9 } }, { meters });
    const one = withOpenAI(embedding.openai, { client: embedding.client, rates });
    await one.embeddings.create({ model: "e", input: "Hello", encoding_format: "float" });
    expect(embedding.state.spends).toMatchObject([{ items: [{ meter: "tokens", quantity: 9 }] }]);

    const image = answering({ data: [{ url: "a" }, { url: "b" }] }, { meters });
    const two = withOpenAI(image.openai, { client: image.client, rates });
    await two.images.generate({ model: "i", prompt: "A cat", n: 3 });
    expect(image.state.holds.get("h1")?.amount).toBe(3);
    expect(image.state.spends).toMatchObject([{ items: [{ meter: "images", quantity: 2 }] }]);

    const speech = answering({}, { meters });
    const sounding = new OpenAI({
      apiKey: "sk-test",
      fetch: async () => new Response("sound", { headers: { "content-type": "audio/mpeg" } }),
    });
    const three = withOpenAI(sounding, { client: speech.client, rates });
    const sound = await three.audio.speech.create({ model: "s", voice: "alloy", input: "Grüße" });
    expect(await sound.text()).toBe("sound");
    expect(speech.state.spends).toMatchObject([{ items: [{ meter: "characters", quantity: 5 }] }]);
  });

  test("meters a transcription by its seconds", async () => {
    const { client, state, openai } = answering({ text: "Hi", duration: 12.5 }, { meters: ["seconds"] });
    const metered = withOpenAI(openai, { client, rates: { w: { second: "seconds" } } });
    const file = new File([new Uint8Array(32_000)], "a.mp3");
    await metered.audio.transcriptions.create({ model: "w", file, response_format: "verbose_json" });
    expect(state.holds.get("h1")?.amount).toBe(2);
    expect(state.spends).toMatchObject([{ items: [{ meter: "seconds", quantity: 12.5 }] }]);
  });

  test("refuses what it cannot meter, and lets through what is free", async () => {
    const { client, state, openai, paths } = answering({ id: "x", data: [] });
    const metered = withOpenAI(openai, { client });
    const batch = metered.batches.create({ input_file_id: "f", endpoint: "/v1/responses", completion_window: "24h" });
    await expect(batch).rejects.toThrow(UnmeteredCallError);
    await expect(metered.responses.create({ model, input: "Hi", background: true })).rejects.toThrow(
      UnmeteredCallError,
    );
    await metered.models.list();
    await metered.moderations.create({ input: "Hi" });
    expect(paths).toEqual(["/v1/models", "/v1/moderations"]);
    expect(state.holds.size).toBe(0);
  });

  test("meters the helpers of the client too, and a client made from it", async () => {
    const { client, openai } = answering({}, { balance: 1 });
    const options = { client, rates: { [model]: { input: "m_input", output: "m_output" } } };
    const metered = withOpenAI(openai, options).withOptions({ timeout: 1_000 });
    const errors = await Promise.all([
      metered.chat.completions.create({ model, messages }).catch((error: unknown) => error),
      metered.chat.completions
        .stream({ model, messages })
        .finalContent()
        .catch((error: unknown) => error),
      metered.responses.parse({ model, input: "Hi" }).catch((error: unknown) => error),
    ]);
    expect(errors.map((error) => insufficientCredits(error)?.available)).toEqual([1, 1, 1]);
  });
});
