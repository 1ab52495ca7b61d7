import { embedMany, generateImage, generateSpeech, transcribe, wrapEmbeddingModel, wrapImageModel } from "ai";
import { MockEmbeddingModelV4, MockImageModelV4, MockSpeechModelV4, MockTranscriptionModelV4 } from "ai/test";
import { expect, test } from "vitest";
import { stubRefill } from "../testing/stub-refill.js";
import {
  creditsEmbeddingMiddleware,
  creditsImageMiddleware,
  withSpeechCredits,
  withTranscriptionCredits,
} from "./other-models.js";

const meters = ["e_input", "i_image", "s_character", "t_second"];
const start = () => {
  const { client, state } = stubRefill({ meters, perUnits: 1 });
  return { options: { client }, state };
};
const response = { timestamp: new Date(0), modelId: "x", headers: undefined };

test("embeddings are held by the length of their input, and captured by its tokens", async () => {
  const { options, state } = start();
  const doEmbed = async () => ({ embeddings: [[1], [2]], usage: { tokens: 9 }, warnings: [] });
  const model = new MockEmbeddingModelV4({ modelId: "e", maxEmbeddingsPerCall: 5, doEmbed });
  const middleware = creditsEmbeddingMiddleware(options);
  await embedMany({ model: wrapEmbeddingModel({ model, middleware }), values: ["hello there", "world"] });
  expect(state.holds.get("h1")?.amount).toBe(4);
  expect(state.spends).toMatchObject([{ items: [{ meter: "e_input", quantity: 9 }], body: { estimated: false } }]);
});

test("images are counted by those that came", async () => {
  const { options, state } = start();
  const doGenerate = async () => ({ images: ["aGk=", "aGk="], warnings: [], response });
  const model = new MockImageModelV4({ modelId: "i", maxImagesPerCall: 5, doGenerate });
  await generateImage({
    model: wrapImageModel({ model, middleware: creditsImageMiddleware(options) }),
    prompt: "A cat",
    n: 3,
  });
  expect(state.holds.get("h1")?.amount).toBe(3);
  expect(state.spends).toMatchObject([{ amount: 2, items: [{ meter: "i_image", quantity: 2 }] }]);
});

test("speech is counted by its characters", async () => {
  const { options, state } = start();
  const doGenerate = async () => ({ audio: "aGk=", warnings: [], response });
  const model = withSpeechCredits(new MockSpeechModelV4({ modelId: "s", doGenerate }), options);
  await generateSpeech({ model, text: "Grüße" });
  expect(state.spends).toMatchObject([{ items: [{ meter: "s_character", quantity: 5 }] }]);
});

test("transcriptions are counted by the seconds of the recording, estimated if nobody says", async () => {
  const { options, state } = start();
  const audio = new Uint8Array(40_000);
  for (const durationInSeconds of [7.5, undefined]) {
    const result = { text: "Hi", segments: [], language: "en", durationInSeconds, warnings: [], response };
    const model = withTranscriptionCredits(
      new MockTranscriptionModelV4({ modelId: "t", doGenerate: async () => result }),
      options,
    );
    await transcribe({ model, audio });
  }
  expect(state.spends).toMatchObject([
    { items: [{ meter: "t_second", quantity: 7.5 }], body: { estimated: false } },
    { items: [{ meter: "t_second", quantity: 3 }], body: { estimated: true } },
  ]);
});

test("a provider that fails costs nothing, for each kind of model", async () => {
  const { options, state } = start();
  const fail = async () => {
    throw new Error("overloaded");
  };
  const once = { maxRetries: 0 };
  const failing = [
    embedMany({
      ...once,
      model: wrapEmbeddingModel({
        model: new MockEmbeddingModelV4({ modelId: "e", doEmbed: fail }),
        middleware: creditsEmbeddingMiddleware(options),
      }),
      values: ["a"],
    }),
    generateImage({
      ...once,
      model: wrapImageModel({
        model: new MockImageModelV4({ modelId: "i", doGenerate: fail }),
        middleware: creditsImageMiddleware(options),
      }),
      prompt: "a",
    }),
    generateSpeech({
      ...once,
      model: withSpeechCredits(new MockSpeechModelV4({ modelId: "s", doGenerate: fail }), options),
      text: "a",
    }),
    transcribe({
      ...once,
      model: withTranscriptionCredits(new MockTranscriptionModelV4({ modelId: "t", doGenerate: fail }), options),
      audio: new Uint8Array(9),
    }),
  ];
  for (const call of failing) await expect(call).rejects.toThrow("overloaded");
  expect(state).toMatchObject({ balance: 1_000, held: 0, spends: [] });
  expect(state.holds.size).toBe(4);
});
