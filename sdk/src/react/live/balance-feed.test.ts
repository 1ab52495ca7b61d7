import { describe, expect, test } from "vitest";
import { ApiError, type ApiProblem } from "../../client/problem.js";
import { balanceOf } from "../testing/sample.js";
import { createBalanceFeed } from "./balance-feed.js";
import { NoTokenError } from "./tokens.js";

const encoder = new TextEncoder();
const turns = async () => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
};

/** A feed whose streams, reads, time and visibility the test controls. */
function feedOf(initial: number | null = null) {
  const streams: { send: (text: string) => void; end: () => void; signal: AbortSignal }[] = [];
  const sleeping = new Set<{ at: number; wake: () => void }>();
  const listeners = new Set<() => void>();
  const state = { now: 0, refuse: null as number | null, read: 1 as number | Error, reads: 0, visible: true };
  const feed = createBalanceFeed({
    initial: initial === null ? null : balanceOf(initial),
    random: () => 1,
    visibility: {
      isVisible: () => state.visible,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    read: async () => {
      state.reads += 1;
      if (state.read instanceof Error) throw state.read;
      return balanceOf(state.read);
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          sleeping.delete(entry);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const entry = { at: state.now + milliseconds, wake };
        sleeping.add(entry);
        signal.addEventListener("abort", wake);
      }),
    connect: async (signal) => {
      if (state.refuse !== null) return new Response(null, { status: state.refuse });
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
          streams.push({
            send: (text) => controller.enqueue(encoder.encode(text)),
            end: () => controller.close(),
            signal,
          });
        },
      });
      return new Response(body);
    },
  });
  return {
    feed,
    state,
    streams,
    balance: (available: number) =>
      streams.at(-1)?.send(`event: balance\ndata: ${JSON.stringify(balanceOf(available))}\n\n`),
    shown: () => [feed.get().balance?.available ?? null, feed.get().status],
    show: (visible: boolean) => {
      state.visible = visible;
      for (const listener of listeners) listener();
      return turns();
    },
    pass: async (milliseconds: number) => {
      state.now += milliseconds;
      for (const entry of [...sleeping]) if (entry.at <= state.now) entry.wake();
      await turns();
    },
    watch: async () => {
      const stop = feed.subscribe(() => undefined);
      await turns();
      return stop;
    },
  };
}

describe("the balance", () => {
  test("comes from one stream, however many subscribe, which the last closes", async () => {
    const { watch, balance, streams, shown } = feedOf();
    const stops = [await watch(), await watch()];
    expect(shown()).toEqual([null, "loading"]);
    balance(50);
    await turns();
    expect(shown()).toEqual([50, "live"]);
    balance(40);
    await turns();
    expect(shown()).toEqual([40, "live"]);
    expect(streams).toHaveLength(1);
    stops[0]?.();
    expect(streams[0]?.signal.aborted).toBe(false);
    stops[1]?.();
    expect(streams[0]?.signal.aborted).toBe(true);
  });

  test("starts with the one that the server rendered, and asks for nothing before someone subscribes", async () => {
    const { streams, state, shown } = feedOf(70);
    await turns();
    expect([shown(), streams.length, state.reads]).toEqual([[70, "loading"], 0, 0]);
  });

  test("goes on with another stream when one ends, without a read in between", async () => {
    const { watch, balance, streams, state, pass, shown } = feedOf();
    await watch();
    balance(50);
    await turns();
    streams[0]?.end();
    await turns();
    await pass(1_000);
    expect(streams).toHaveLength(2);
    balance(30);
    await turns();
    expect([shown(), state.reads]).toEqual([[30, "live"], 0]);
  });

  test.each([429, 503, 204])("is read every few seconds while the stream is refused with %i", async (status) => {
    const { watch, balance, streams, state, pass, shown } = feedOf();
    state.refuse = status;
    state.read = 20;
    await watch();
    expect(shown()).toEqual([20, "polling"]);
    state.read = 10;
    await pass(2_000);
    expect(shown()).toEqual([10, "polling"]);
    await pass(2_000);
    expect(state.reads).toBe(2);
    for (let poll = 0; poll < 10; poll += 1) await pass(15_000);
    expect(state.reads).toBe(12);
    state.refuse = null;
    await pass(15_000);
    expect(streams).toHaveLength(1);
    balance(9);
    await turns();
    expect(shown()).toEqual([9, "live"]);
  });

  test("is read when a proxy holds the stream back, and when a stream falls silent", async () => {
    const { watch, balance, streams, state, pass, shown } = feedOf();
    state.read = 20;
    await watch();
    await pass(10_000);
    expect([shown(), streams[0]?.signal.aborted]).toEqual([[20, "polling"], true]);
    await pass(2_000);
    balance(15);
    await turns();
    await pass(39_000);
    streams[1]?.send(":\n\n");
    await turns();
    await pass(39_000);
    expect([shown(), streams[1]?.signal.aborted]).toEqual([[15, "live"], false]);
    await pass(1_000);
    expect(streams[1]?.signal.aborted).toBe(true);
  });

  test("is not followed while the page is hidden, and is at once when it is shown again", async () => {
    const { watch, balance, streams, state, pass, show, shown } = feedOf();
    await watch();
    balance(50);
    await turns();
    await show(false);
    expect(streams[0]?.signal.aborted).toBe(true);
    await pass(600_000);
    expect([streams.length, state.reads]).toEqual([1, 0]);
    await show(true);
    balance(45);
    await turns();
    expect([streams.length, shown()]).toEqual([2, [45, "live"]]);
  });

  test.each([
    ["nobody is signed in", new NoTokenError(401)],
    ["the token may not read it", new ApiError({ status: 403, code: "forbidden" } as unknown as ApiProblem)],
  ])("is not asked for again when %s, until the page is shown again", async (_, error) => {
    const { watch, state, pass, show, shown, feed } = feedOf();
    state.refuse = 401;
    state.read = error;
    await watch();
    expect([shown(), feed.get().error]).toEqual([[null, "error"], error]);
    await pass(600_000);
    expect(state.reads).toBe(1);
    state.read = 5;
    await show(false);
    await show(true);
    expect(shown()).toEqual([5, "polling"]);
  });

  test("stays as it was while it cannot be read, and is asked for again", async () => {
    const { watch, state, pass, shown } = feedOf(70);
    state.refuse = 503;
    state.read = new TypeError("fetch failed");
    await watch();
    expect(shown()).toEqual([70, "error"]);
    state.read = 60;
    await pass(2_000);
    expect(shown()).toEqual([60, "polling"]);
  });
});
