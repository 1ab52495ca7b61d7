import type { EmbeddingModelMiddleware, ImageModelMiddleware, SpeechModel, TranscriptionModel } from "ai";
import { beginCall, type Call, type CreditsOptions, countingOf, settledSoon } from "./call.js";
import { UnmeteredCallError } from "./errors.js";
import { promptBytes, tokensOfBytes, type Usage } from "./usage.js";

/** Middleware of the AI SDK for `wrapEmbeddingModel`: embeddings are counted by their input tokens. */
export function creditsEmbeddingMiddleware(options: CreditsOptions): EmbeddingModelMiddleware {
  const { bytesPerToken } = countingOf(options);
  return {
    specificationVersion: "v4",
    wrapEmbed: ({ doEmbed, params, model }) => {
      const input = tokensOfBytes(promptBytes(params.values, bytesPerToken), bytesPerToken);
      return metered(options, {
        call: { kind: "embedding", model: model.modelId, estimate: { input } },
        work: doEmbed,
        usageOf: ({ usage }) => (usage === undefined ? null : { input: usage.tokens }),
        signal: params.abortSignal,
      });
    },
  };
}

/** Middleware of the AI SDK for `wrapImageModel`: images are counted by their number. */
export function creditsImageMiddleware(options: CreditsOptions): ImageModelMiddleware {
  return {
    specificationVersion: "v4",
    wrapGenerate: ({ doGenerate, params, model }) =>
      metered(options, {
        call: { kind: "image", model: model.modelId, estimate: { image: params.n } },
        work: doGenerate,
        usageOf: ({ images }) => ({ image: images.length }),
        signal: params.abortSignal,
      }),
  };
}

/** A speech model of the AI SDK, counted by the characters that it reads. The AI SDK has no middleware for these. */
export function withSpeechCredits<Model extends Exclude<SpeechModel, string>>(
  model: Model,
  options: CreditsOptions,
): Model {
  return overriding(model, {
    doGenerate: (generate, [params]) => {
      const character = [...String(params.text ?? "")].length;
      return metered(options, {
        call: { kind: "speech", model: model.modelId, estimate: { character } },
        work: generate,
        usageOf: () => ({ character }),
        signal: params.abortSignal,
      });
    },
    doStream: () => Promise.reject(new UnmeteredCallError("A speech stream")),
  });
}

// 128 kbit/s, as most recordings are compressed.
const BYTES_PER_SECOND = 16_000;
// A recording of which only the address is known.
const UNKNOWN_SECONDS = 60;

/** A transcription model of the AI SDK, counted by the seconds of the recording. */
export function withTranscriptionCredits<Model extends Exclude<TranscriptionModel, string>>(
  model: Model,
  options: CreditsOptions,
): Model {
  const transcribe = (generate: () => PromiseLike<Json>, [params]: [Json]) =>
    metered(options, {
      call: { kind: "transcription", model: model.modelId, estimate: { second: secondsOf(params.audio) } },
      work: generate,
      usageOf: secondsIn,
      signal: params.abortSignal as AbortSignal | undefined,
    });
  return overriding(model, {
    doGenerate: transcribe,
    doGenerateFromUrl: transcribe,
    doStream: () => Promise.reject(new UnmeteredCallError("A transcription stream")),
  });
}

function secondsOf(audio: unknown): number {
  const bytes =
    audio instanceof Uint8Array ? audio.length : typeof audio === "string" ? (audio.length * 3) / 4 : undefined;
  return bytes === undefined ? UNKNOWN_SECONDS : Math.max(1, Math.ceil(bytes / BYTES_PER_SECOND));
}

/** The length of a transcript: as the provider says, else to the end of its last segment. */
function secondsIn(result: Json | undefined): Usage | null {
  // The model does not take addresses, and the AI SDK downloads the recording instead.
  if (result === undefined) return {};
  const { durationInSeconds, segments } = result;
  if (typeof durationInSeconds === "number") return { second: durationInSeconds };
  const last = Array.isArray(segments) ? segments.at(-1) : undefined;
  return typeof last?.endSecond === "number" ? { second: last.endSecond } : null;
}

type Json = Record<string, unknown>;
type Override = (original: () => PromiseLike<Json>, params: [Json & { abortSignal?: AbortSignal }]) => unknown;

/** The same model with other methods; those that it does not have stay away. */
function overriding<Model extends object>(model: Model, methods: Record<string, Override>): Model {
  return new Proxy(model, {
    get: (target, name) => {
      const original = Reflect.get(target, name, target);
      const override = typeof name === "string" ? methods[name] : undefined;
      if (typeof original !== "function") return original;
      if (!override) return original.bind(target);
      return (...params: [Json]) => override(() => original.apply(target, params), params);
    },
  });
}

type Metered<Result> = {
  call: Call;
  work: () => PromiseLike<Result>;
  /** What the result says was used; null if it does not say. */
  usageOf: (result: Result) => Usage | null;
  signal: AbortSignal | undefined;
};

/** A call that is answered as a whole: nothing is taken if it fails or is aborted. */
async function metered<Result>(
  options: CreditsOptions,
  { call, work, usageOf, signal }: Metered<Result>,
): Promise<Result> {
  const hold = await beginCall(options, call, signal);
  let result: Result;
  try {
    result = await hold.during(work());
  } catch (error) {
    await settledSoon(hold.release());
    throw error;
  }
  const usage = usageOf(result);
  await settledSoon(hold.capture(usage ?? call.estimate, { estimated: usage === null }));
  return result;
}
