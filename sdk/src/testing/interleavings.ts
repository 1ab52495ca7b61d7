import { wrapLanguageModel } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import fc from "fast-check";
import { expect } from "vitest";
import type { Settlement } from "../ai/hold.js";
import { creditsMiddleware } from "../ai/language.js";
import type { RefillClient } from "../client/create-client.js";
import { ApiError } from "../client/problem.js";

type StreamResult = Awaited<ReturnType<MockLanguageModelV4["doStream"]>>;
type Part = StreamResult["stream"] extends ReadableStream<infer One> ? One : never;

const ENDINGS = ["finish", "finish without usage", "abort", "disconnect", "provider error", "refused", "kill"] as const;
const FAULTS = [null, null, null, "lost", "unanswered", "busy"] as const;

const calls = fc.array(
  fc.record({
    parts: fc.integer({ min: 0, max: 6 }),
    /** After how many parts an abort, a disconnect or a kill comes. */
    after: fc.integer({ min: 0, max: 6 }),
    ending: fc.constantFrom(...ENDINGS),
    input: fc.integer({ min: 0, max: 60 }),
    output: fc.integer({ min: 0, max: 200 }),
    estimate: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 6 },
);

const rates = { m: { input: "m_input", output: "m_output" } };
const PROMPT = [{ role: "user" as const, content: [{ type: "text" as const, text: "Twelve bytes" }] }];
// "user", "text" and "Twelve bytes" are 20 bytes, and a word 8.
const INPUT = 5;
const WORD = "words...";
const WORD_TOKENS = 2;

/** What happens to a request: it does not arrive, its answer does not, or it is refused for now. */
export type Fault = (typeof FAULTS)[number];

/** A Refill, real or not, with one account. */
export type Backend = {
  client: RefillClient;
  /** Credits that are spent, and those that open holds keep. */
  standing: () => Promise<{ balance: number; held: number }>;
  /** The spends of the account, with the hold of each. */
  spends: () => Promise<{ hold: string; amount: number }[]>;
  /** Lets every hold expire. */
  passTime: () => Promise<void>;
};

/**
 * Over any interleaving of calls, aborts, errors, kills and time-outs: what is captured is what was delivered, or its stated
 * estimate; nothing is captured twice; every hold ends; and the account never pays more than it has.
 */
export async function checkInterleavings(
  start: (balance: number, faultOf: (what: string) => Fault) => Promise<Backend>,
  numRuns: number,
): Promise<void> {
  const property = fc.asyncProperty(
    calls,
    fc.integer({ min: 1, max: 400 }),
    fc.array(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 20 }),
    fc.scheduler(),
    async (made, balance, faults, scheduler) => {
      let asked = 0;
      const { client, ...backend } = await start(balance, (what) =>
        what.startsWith("POST") ? (faults[asked++ % faults.length] ?? null) : null,
      );
      const settling: Promise<unknown>[] = [];
      const running = Promise.all(
        made.map(async (call) => {
          const ends: Settlement[] = [];
          const kept: Promise<unknown>[] = [];
          const delivered = { parts: 0, finished: false };
          const stop = new AbortController();
          const model = new MockLanguageModelV4({
            modelId: "m",
            doStream: async () => {
              await scheduler.schedule(Promise.resolve(), "provider");
              if (call.ending === "refused") throw new Error("overloaded");
              return { stream: streamOf(call, (work) => scheduler.schedule(work, "part")) };
            },
          });
          const middleware = creditsMiddleware({
            ...{ client, rates, estimate: call.estimate },
            onSettled: (end) => ends.push(end),
            onError: () => undefined,
            waitUntil: (work) => kept.push(work),
          });
          try {
            const metered = wrapLanguageModel({ model, middleware });
            const { stream } = await metered.doStream({ prompt: PROMPT, abortSignal: stop.signal });
            const reader = stream.getReader();
            for (;;) {
              if (delivered.parts === call.after && call.ending === "kill") return { call, ends, delivered };
              if (delivered.parts === call.after && call.ending === "abort") stop.abort(new Error("enough"));
              if (delivered.parts === call.after && call.ending === "disconnect") {
                await reader.cancel();
                break;
              }
              const { done, value } = await reader.read();
              if (done) break;
              if (value.type === "text-delta") delivered.parts += 1;
              if (value.type === "finish") delivered.finished = true;
            }
          } catch {
            // An abort, a refusal of credits or of the provider, or Refill away before the call.
          }
          settling.push(...kept);
          return { call, ends, delivered };
        }),
      );
      const outcomes = await scheduler.waitFor(running);
      // An abort is captured after its reader has gone.
      await Promise.all(settling);
      for (const { call, ends, delivered } of outcomes) {
        expect(ends.length).toBeLessThanOrEqual(1);
        const [end] = ends;
        if (!end) continue;
        if (end.status === "failed") {
          // Only because Refill was away, never because it refused what it was sent.
          expect(end.error).toSatisfy(isOutage);
          continue;
        }
        const byUsage = delivered.finished && call.ending !== "finish without usage";
        const isFree = call.ending === "provider error" || call.ending === "refused" || delivered.parts === 0;
        const counted = isFree ? 0 : INPUT + delivered.parts * WORD_TOKENS;
        const price = byUsage ? call.input + call.output : counted;
        expect(end.status).toBe(price === 0 ? "released" : "captured");
        if (end.status !== "captured") continue;
        expect(end.estimated).toBe(!byUsage);
        expect(end.credits + end.uncollected).toBe(price);
      }
      // Each hold was captured once at most, and the account paid exactly what was captured.
      const spends = await backend.spends();
      expect(new Set(spends.map(({ hold }) => hold)).size).toBe(spends.length);
      const spent = spends.reduce((sum, { amount }) => sum + amount, 0);
      const reported = outcomes.flatMap(({ ends }) => ends).flatMap((end) => (end.status === "captured" ? [end] : []));
      for (const { hold, credits } of reported.filter((end) => end.credits > 0)) {
        expect(spends.filter((spend) => spend.hold === hold)).toMatchObject([{ amount: credits }]);
      }
      expect((await backend.standing()).balance).toBe(balance - spent);
      expect(spent).toBeLessThanOrEqual(balance);
      // What is still open was left by a killed process, or by Refill being away: it ends by itself.
      await backend.passTime();
      expect((await backend.standing()).held).toBe(0);
    },
  );
  await fc.assert(property, { numRuns });
}

const isOutage = (error: unknown) => error instanceof TypeError || (error instanceof ApiError && error.status === 503);

type Call = { parts: number; ending: (typeof ENDINGS)[number]; input: number; output: number };

function streamOf(
  { parts, ending, input, output }: Call,
  later: <Value>(work: Promise<Value>) => Promise<Value>,
): ReadableStream<Part> {
  const usage = {
    inputTokens: { total: input, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: undefined, reasoning: undefined },
  };
  const none = {
    inputTokens: { ...usage.inputTokens, total: undefined },
    outputTokens: { ...usage.outputTokens, total: undefined },
  };
  const left: Part[] = Array.from({ length: parts }, (): Part => ({ type: "text-delta", id: "1", delta: WORD }));
  if (ending === "provider error") left.push({ type: "error", error: new Error("overloaded") });
  else {
    const finishReason = { unified: "stop", raw: "stop" } as const;
    left.push({ type: "finish", finishReason, usage: ending === "finish without usage" ? none : usage });
  }
  return new ReadableStream<Part>({
    async pull(controller) {
      await later(Promise.resolve());
      const part = left.shift();
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });
}
