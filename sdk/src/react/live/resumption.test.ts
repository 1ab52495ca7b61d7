import { beforeEach, describe, expect, test } from "vitest";
import { balanceOf } from "../testing/sample.js";
import type { LiveBalance } from "./balance-feed.js";
import { createResumption, type OnResume, type Resumed } from "./resumption.js";
import { createStore } from "./store.js";

const START = Date.parse("2026-12-01T00:00:00Z");
const refused = { id: "r-1", required: 40, expiresAt: new Date(START + 60_000) };

let kept: Map<string, string>;
let now: number;
beforeEach(() => {
  kept = new Map();
  now = START;
});

const tabStorage = () => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
});

/** A page of this tab: its live balance, and what its server answers, in this order. */
function page(
  available: number,
  { answers = [{ status: "resumed" }] as (Resumed | Error)[], storage = tabStorage } = {},
) {
  const balance = createStore<LiveBalance>({ balance: balanceOf(available), status: "live", error: null });
  const asked: string[] = [];
  const onResume: OnResume = async (id) => {
    asked.push(id);
    const answer = answers[asked.length - 1];
    if (!answer) throw new Error("Asked once too often.");
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const resumption = createResumption({ name: "chat", balance, storage, now: () => now });
  const has = async (credits: number, account = "a-1") => {
    balance.set({ balance: balanceOf(credits, { account }), status: "live", error: null });
    await settled();
  };
  return { resumption, asked, onResume, has, leave: resumption.follow(onResume) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("what was refused", () => {
  test("goes on as soon as the live balance covers it, once", async () => {
    const { resumption, asked, has } = page(5);
    resumption.wait(refused);
    await has(39);
    expect(asked).toEqual([]);
    await has(40);
    await has(500);
    expect(asked).toEqual(["r-1"]);
    expect(resumption.get()).toEqual({ status: "resumed", waiting: null, error: null });
    expect(kept.size).toBe(0);
  });

  test("is kept over Checkout, and goes on when the page is loaded again", async () => {
    const before = page(5);
    before.resumption.wait(refused);
    before.leave();
    const after = page(540);
    await settled();
    expect(after.asked).toEqual(["r-1"]);
    expect(before.asked).toEqual([]);
    expect(page(540).resumption.get().status).toBe("idle");
  });

  test("the first HTML is the server's, whatever is kept", () => {
    page(5).resumption.wait(refused);
    expect(page(5).resumption.initial).toEqual({ status: "idle", waiting: null, error: null });
    expect(page(5).resumption.get()).toMatchObject({ status: "waiting", waiting: { id: "r-1", required: 40 } });
  });

  test("is dropped when it has expired, also over Checkout", async () => {
    const open = page(5);
    open.resumption.wait(refused);
    now += 60_000;
    expect(page(5).resumption.get().status).toBe("idle");
    await open.has(100);
    expect(open.asked).toEqual([]);
    expect(open.resumption.get().status).toBe("idle");
    expect(kept.size).toBe(0);
  });

  test("is dropped when someone else has signed in", async () => {
    const { resumption, asked, has } = page(5);
    resumption.wait(refused);
    await has(500, "a-2");
    expect(asked).toEqual([]);
    expect(resumption.get().waiting).toBeNull();
  });

  test("lasts as long as the page where the browser refuses storage", async () => {
    const refuses = () => {
      throw new DOMException("Denied", "SecurityError");
    };
    const { resumption, asked, has } = page(5, { storage: refuses });
    resumption.wait(refused);
    await has(40);
    expect(asked).toEqual(["r-1"]);
  });

  test("that is not what was kept is ignored", () => {
    for (const other of ["{", "[]", '"r-1"', '{"id":"r-1"}', '{"id":"r-1","required":1,"expiresAt":"soon"}']) {
      kept.set("refill:resume:chat", other);
      expect(page(5).resumption.get().status).toBe("idle");
    }
  });
});

describe("the server's answer", () => {
  test("two tabs both ask, and the one whose claim came second knows", async () => {
    const first = page(5, { answers: [{ status: "resumed" }] });
    first.resumption.wait(refused);
    const second = page(5, { answers: [{ status: "elsewhere" }] });
    await Promise.all([first.has(40), second.has(40)]);
    expect([first.asked, second.asked]).toEqual([["r-1"], ["r-1"]]);
    expect([first, second].map(({ resumption }) => resumption.get().status)).toEqual(["resumed", "elsewhere"]);
  });

  test("several components of a page ask once", async () => {
    const { resumption, asked, onResume, has } = page(5);
    resumption.follow(onResume);
    resumption.wait(refused);
    await has(40);
    expect(asked).toEqual(["r-1"]);
  });

  test("when credits still do not suffice, it waits for another balance, and for what is required now", async () => {
    const { resumption, asked, has } = page(5, {
      answers: [{ status: "waiting" }, { status: "waiting", required: 60 }, { status: "resumed" }],
    });
    resumption.wait(refused);
    await has(40);
    await has(40);
    expect(asked).toHaveLength(1);
    await has(50);
    await has(55);
    expect(asked).toHaveLength(2);
    expect(resumption.get()).toMatchObject({ status: "waiting", waiting: { required: 60 } });
    await has(60);
    expect(asked).toHaveLength(3);
  });

  test("a failure is not repeated by itself, because the server may have begun", async () => {
    const { resumption, asked, has } = page(5, { answers: [new Error("No answer."), { status: "elsewhere" }] });
    resumption.wait(refused);
    await has(40);
    await has(41);
    expect(asked).toHaveLength(1);
    expect(resumption.get()).toMatchObject({ status: "failed", error: { message: "No answer." } });
    expect(kept.size).toBe(1);
    resumption.retry();
    await settled();
    expect(resumption.get().status).toBe("elsewhere");
  });

  test("is not asked for again while the page still shows the refusal", async () => {
    const { resumption, asked, has } = page(5);
    resumption.wait(refused);
    await has(40);
    resumption.wait(refused);
    await has(80);
    expect(asked).toHaveLength(1);
  });

  test("about one that was replaced or forgotten changes nothing", async () => {
    const { resumption, asked, has } = page(5, { answers: [{ status: "resumed" }] });
    resumption.wait(refused);
    const answered = has(40);
    resumption.wait({ id: "r-2", required: 900 });
    await answered;
    expect(asked).toEqual(["r-1"]);
    expect(resumption.get()).toMatchObject({ status: "waiting", waiting: { id: "r-2" } });
    resumption.forget();
    await has(1000);
    expect(asked).toEqual(["r-1"]);
    expect(kept.size).toBe(0);
  });
});
