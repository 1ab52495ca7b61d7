import { describe, expect, test } from "vitest";
import type { CreditsOptions } from "../ai/call.js";
import { insufficientCredits } from "../ai/errors.js";
import type { Settlement } from "../ai/hold.js";
import { stubRefill } from "./stub-refill.js";

/** What a fake provider does when it is called. */
export type Script = {
  /** The texts that it streams. */
  texts: string[];
  /** After them it ends, fails, or says nothing more. */
  end: "finish" | "error" | "hang";
  /** What it says was used; null if it does not say. */
  usage: { input: number; output: number } | null;
  /** How many calls it refuses at first, as an overloaded provider does. */
  failures?: number;
};

export type Run = {
  /** The texts, as the caller reads them. Leaving early is a reader that disconnects. */
  texts: AsyncIterable<string>;
};

/** A wrapper around a provider's client, for which the table of endings must hold. */
export type Wrapper = {
  name: string;
  model: string;
  /** Streams from a fake provider with this script. `calls` counts how often the provider was asked. */
  stream: (
    script: Script,
    options: CreditsOptions,
    how: { signal?: AbortSignal; calls: { count: number } },
  ) => Promise<Run>;
  /** Whether usage of the prompt is known before the end, so that an abort is charged with it. */
  reportsInputFirst?: boolean;
  /** Whether the wrapper itself calls again after a failure. */
  retries: boolean;
};

const TEXTS = ["Hello ", "wonderful ", "world, ", "again."];
const FINISHES: Script = { texts: TEXTS, end: "finish", usage: { input: 120, output: 45 } };

/** The table of endings: however a call ends, what is captured is what was delivered, and no hold stays open. */
export function describeEndings({ name, model, stream, reportsInputFirst = false, retries }: Wrapper): void {
  const start = async (
    script: Script,
    { balance = 1_000, signal, ...more }: { balance?: number; signal?: AbortSignal } & Partial<CreditsOptions> = {},
  ) => {
    const { client, state } = stubRefill({ balance, meters: ["m_input", "m_output"], perUnits: 1 });
    const ends: Settlement[] = [];
    const calls = { count: 0 };
    const options: CreditsOptions = {
      ...{ client, rates: { [model]: { input: "m_input", output: "m_output" } }, outputTokens: 100 },
      ...{ onSettled: (end: Settlement) => ends.push(end), ...more },
    };
    const open = () => stream(script, options, { signal, calls });
    return { state, ends, calls, open };
  };
  const all = async ({ texts }: Run) => {
    const read: string[] = [];
    for await (const text of texts) read.push(text);
    return read;
  };
  /** Output tokens of what was streamed, as it is counted when the provider does not say. */
  const counted = (texts: string[]) => Math.ceil(texts.join("").length / 4);
  const spentOn = (state: Awaited<ReturnType<typeof start>>["state"], meter: string) =>
    state.spends.flatMap(({ items }) => items ?? []).find((item) => item.meter === meter)?.quantity;

  describe(`${name}, when the call`, () => {
    test("finishes: captures what the provider says, and the parts arrive as they were sent", async () => {
      const { state, ends, open } = await start(FINISHES);
      expect(await all(await open())).toEqual(TEXTS);
      expect(state.holds.get("h1")?.amount).toBeGreaterThan(100);
      expect(state).toMatchObject({ balance: 1_000 - 165, held: 0 });
      expect([spentOn(state, "m_input"), spentOn(state, "m_output")]).toEqual([120, 45]);
      expect(ends).toMatchObject([{ status: "captured", credits: 165, estimated: false, uncollected: 0 }]);
      expect(state.spends[0]?.body).toMatchObject({ model });
    });

    test("finishes without usage: captures what was streamed, marked as estimated", async () => {
      const { state, ends, open } = await start({ ...FINISHES, usage: null });
      expect(await all(await open())).toEqual(TEXTS);
      expect(spentOn(state, "m_output")).toBe(counted(TEXTS));
      expect(state.spends).toMatchObject([{ body: { estimated: true } }]);
      expect(ends).toMatchObject([{ status: "captured", estimated: true }]);
      expect(state.held).toBe(0);
    });

    test("is aborted by its signal: captures what was delivered", async () => {
      const stop = new AbortController();
      const { state, open } = await start({ ...FINISHES, end: "hang" }, { signal: stop.signal });
      const { texts } = await open();
      const read: string[] = [];
      const reading = (async () => {
        for await (const text of texts) {
          read.push(text);
          if (read.length === 2) stop.abort(new DOMException("enough", "AbortError"));
        }
      })();
      await reading.catch(() => undefined);
      await expect.poll(() => state.held).toBe(0);
      expect(state.spends).toMatchObject([{ body: { estimated: true } }]);
      // A provider's client may have read a part more than its caller.
      expect(spentOn(state, "m_output")).toBeGreaterThanOrEqual(counted(read.slice(0, 2)));
      expect(spentOn(state, "m_output")).toBeLessThanOrEqual(counted(TEXTS));
      if (reportsInputFirst) expect(spentOn(state, "m_input")).toBe(120);
    });

    test("is left by its reader: captures what was delivered", async () => {
      const { state, ends, open } = await start({ ...FINISHES, end: "hang" });
      let first = "";
      for await (const text of (await open()).texts) {
        first = text;
        break;
      }
      await expect.poll(() => ends.length).toBe(1);
      expect(state.spends).toMatchObject([{ body: { estimated: true } }]);
      expect(spentOn(state, "m_output")).toBeGreaterThanOrEqual(counted([first]));
      expect(spentOn(state, "m_output")).toBeLessThanOrEqual(counted(TEXTS));
      expect(state.held).toBe(0);
    });

    test("is aborted before the first part: takes nothing", async () => {
      const stop = new AbortController();
      const { state, open } = await start({ texts: [], end: "hang", usage: null }, { signal: stop.signal });
      const reading = open().then(all);
      await expect.poll(() => state.holds.size).toBe(1);
      stop.abort(new DOMException("enough", "AbortError"));
      await reading.catch(() => undefined);
      await expect.poll(() => state.held).toBe(0);
      expect(state).toMatchObject({ balance: 1_000, spends: [] });
    });

    test("fails at the provider: takes nothing, and the error arrives", async () => {
      const { state, calls, open } = await start({ ...FINISHES, failures: 10 });
      await expect(open().then(all)).rejects.toThrow();
      expect(calls.count).toBeGreaterThan(0);
      expect(state).toMatchObject({ balance: 1_000, held: 0, spends: [] });
    });

    test("fails in mid-stream: takes nothing, and the error arrives after what was sent", async () => {
      const { state, open } = await start({ ...FINISHES, end: "error" });
      const read: string[] = [];
      const reading = (async () => {
        for await (const text of (await open()).texts) read.push(text);
      })();
      await expect(reading).rejects.toThrow();
      expect(read).toEqual(TEXTS);
      expect(state).toMatchObject({ balance: 1_000, held: 0, spends: [] });
    });

    test("succeeds at the second try: takes it once", async () => {
      const { state, open } = await start({ ...FINISHES, failures: 1 });
      const again = retries ? open() : open().catch(open);
      expect(await again.then(all)).toEqual(TEXTS);
      expect(state).toMatchObject({ balance: 1_000 - 165, held: 0 });
      expect(state.spends).toHaveLength(1);
    });

    test("is killed with its process: the hold ends by itself, and nothing is taken", async () => {
      const { state, open } = await start({ ...FINISHES, end: "hang" });
      const { texts } = await open();
      await texts[Symbol.asyncIterator]().next();
      expect(state.held).toBeGreaterThan(0);
      state.now += 301;
      expect(state).toMatchObject({ balance: 1_000, held: 0, spends: [] });
    });

    test("costs more than the account has: all of that is taken, and the reader gets everything", async () => {
      const { state, ends, open } = await start(FINISHES, { balance: 150, estimate: 10 });
      expect(await all(await open())).toEqual(TEXTS);
      expect(state).toMatchObject({ balance: 0, held: 0 });
      expect(ends).toMatchObject([{ status: "captured", credits: 150, uncollected: 15 }]);
    });

    test("cannot be paid: the provider is not called, and the error says what is required and available", async () => {
      const { state, calls, open } = await start(FINISHES, { balance: 5 });
      const error = await open()
        .then(all)
        .catch((thrown: unknown) => thrown);
      expect(insufficientCredits(error)).toMatchObject({ available: 5 });
      expect(insufficientCredits(error)?.required).toBeGreaterThan(5);
      expect(calls.count).toBe(0);
      expect(state.balance).toBe(5);
    });

    test("names a model without a rate: the provider is not called", async () => {
      const { calls, open } = await start(FINISHES, { rates: {} });
      const error = await open()
        .then(all)
        .catch((thrown: unknown) => thrown);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).toContain("No rate for");
      expect(calls.count).toBe(0);
    });

    test("is made with the customer's own key: what was used is counted, and nothing is held or charged", async () => {
      const { state, open } = await start(FINISHES, { charge: false, subject: "ada" });
      expect(await all(await open())).toEqual(TEXTS);
      const items = [
        { meter: "m_input", quantity: 120 },
        { meter: "m_output", quantity: 45 },
      ];
      expect(state.ownKey).toMatchObject([{ items, subject: "ada" }]);
      expect(state).toMatchObject({ balance: 1_000, held: 0, spends: [] });
      expect(state.holds.size).toBe(0);
    });

    test("is made with the customer's own key while Refill is away: the reader gets everything", async () => {
      const errors: unknown[] = [];
      const { state, open } = await start(FINISHES, { charge: false, onError: (error) => errors.push(error) });
      state.fault = () => "lost";
      expect(await all(await open())).toEqual(TEXTS);
      expect(errors).toHaveLength(1);
      expect(state.ownKey).toEqual([]);
    });

    test("finds Refill away at its end: the reader gets everything, and the hold expires", async () => {
      const errors: unknown[] = [];
      const { state, open } = await start(FINISHES, { onError: (error) => errors.push(error) });
      state.fault = (what) => (what.endsWith("/capture") ? "lost" : null);
      expect(await all(await open())).toEqual(TEXTS);
      expect(errors).toHaveLength(1);
      state.now += 301;
      expect(state).toMatchObject({ balance: 1_000, held: 0 });
    });
  });
}
