import { simulateReadableStream } from "ai";
import { MockLanguageModelV4 } from "ai/test";

type Streamed = Awaited<ReturnType<MockLanguageModelV4["doStream"]>>;
type Part = Streamed["stream"] extends ReadableStream<infer One> ? One : never;

const STORY =
  "Once there was a lighthouse keeper who counted ships. Every night she wrote down one more, " +
  "until the sea itself came to ask for the total.";
const BREAKS_AFTER_WORDS = 5;
const PAUSES_AFTER = "ships. ";
const PAUSE_MS = 60_000;

/**
 * A model of the AI SDK's test kit, so that the example needs no key. It counts a word as a token. A "slow" story pauses
 * after its first sentence, so that there is time to stop it; one that should "break" ends in an error.
 */
export const storyteller = new MockLanguageModelV4({
  provider: "example",
  modelId: "storyteller-1",
  doStream: async ({ prompt }) => {
    const said = prompt.flatMap(({ content }) =>
      typeof content === "string" ? [content] : content.map((part) => (part.type === "text" ? part.text : "")),
    );
    const wish = said.at(-1)?.toLowerCase() ?? "";
    const story = wordsOf(STORY);
    const parts = wish.includes("break")
      ? [...told(story.slice(0, BREAKS_AFTER_WORDS)), { type: "error", error: new Error("The model failed.") } as const]
      : [...told(story), ...theEnd(wordsOf(said.join(" ")).length, story.length)];
    const stream = simulateReadableStream<Part>({ chunks: parts, chunkDelayInMs: 40 });
    return { stream: wish.includes("slow") ? stream.pipeThrough(pausing()) : stream };
  },
});

const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

const told = (words: string[]): Part[] => [
  { type: "text-start", id: "story" },
  ...words.map((delta): Part => ({ type: "text-delta", id: "story", delta })),
];

const theEnd = (input: number, output: number): Part[] => [
  { type: "text-end", id: "story" },
  {
    type: "finish",
    finishReason: { unified: "stop", raw: "stop" },
    usage: {
      inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: output, text: output, reasoning: 0 },
    },
  },
];

function pausing(): TransformStream<Part, Part> {
  return new TransformStream({
    async transform(part, controller) {
      controller.enqueue(part);
      if (part.type === "text-delta" && part.delta === PAUSES_AFTER) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    },
  });
}
