import { describe, expect, test } from "vitest";
import { BudgetExceededError, InsufficientCreditsError } from "../client/problem.js";
import { stubRefill } from "../testing/stub-refill.js";
import { AlreadyResumedError } from "./errors.js";
import type { Settlement } from "./hold.js";
import { withCredits } from "./with-credits.js";

const onlyHold = ({ holds }: ReturnType<typeof stubRefill>["state"]) => [...holds.values()][0];

describe("withCredits", () => {
  test("holds the estimate before the work, and captures what it reported", async () => {
    const { client, state } = stubRefill({ balance: 100, meters: ["pages"] });
    const result = await withCredits(client, { meter: "pages", estimate: 500, subject: "ada" }, async (job) => {
      expect(state).toMatchObject({ held: 50, available: 50 });
      job.report(120);
      job.report(30);
      return "done";
    });
    expect(result).toBe("done");
    expect(state).toMatchObject({ balance: 85, held: 0 });
    expect(state.spends).toMatchObject([
      { amount: 15, items: [{ meter: "pages", quantity: 150 }], body: { subject: "ada", estimated: false } },
    ]);
  });

  test("captures the whole estimate for work that reports nothing, and nothing for a reported zero", async () => {
    const { client, state } = stubRefill({ balance: 100 });
    await withCredits(client, { estimate: 7 }, () => "fixed price");
    expect(state.balance).toBe(93);
    await withCredits(client, { estimate: 7 }, ({ report }) => report(0));
    expect(state).toMatchObject({ balance: 93, held: 0 });
  });

  test("takes nothing for work that throws, and throws its error on", async () => {
    const { client, state } = stubRefill({ balance: 100 });
    const failing = withCredits(client, { estimate: 7 }, ({ report }) => {
      report(3);
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(state).toMatchObject({ balance: 100, held: 0 });
    expect(onlyHold(state)?.status).toBe("RELEASED");
  });

  test("captures what aborted work had reported", async () => {
    const { client, state } = stubRefill({ balance: 100 });
    const stop = new AbortController();
    const aborted = withCredits(client, { estimate: 7, signal: stop.signal }, async ({ report, signal }) => {
      report(3);
      stop.abort(new Error("enough"));
      signal.throwIfAborted();
    });
    await expect(aborted).rejects.toThrow("enough");
    expect(state).toMatchObject({ balance: 97, held: 0 });
  });

  test("refuses what a budget does not allow before the work starts, with the budget and when it fits", async () => {
    const { client, state } = stubRefill({ balance: 100, cap: 6 });
    let started = false;
    const capped = withCredits(client, { estimate: 7 }, () => {
      started = true;
    });
    const error = await capped.catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(error).toMatchObject({ required: 7, available: 6, budget: { limit: 6, used: 0 } });
    expect((error as BudgetExceededError).freesAt).toBeInstanceOf(Date);
    expect({ started, held: state.held }).toEqual({ started: false, held: 0 });
  });

  test("refuses with what is required and available before the work starts", async () => {
    const { client, state } = stubRefill({ balance: 5 });
    let started = false;
    const poor = withCredits(client, { estimate: 7 }, () => {
      started = true;
    });
    await expect(poor).rejects.toThrow(InsufficientCreditsError);
    await expect(poor).rejects.toMatchObject({ required: 7, available: 5 });
    expect(started).toBe(false);
    expect(state.balance).toBe(5);
  });

  test("goes on once with what was refused, when the credits are there", async () => {
    const { client, state } = stubRefill({ balance: 5 });
    const refused = await withCredits(client, { estimate: 7 }, () => "too early").catch((error: unknown) => error);
    const { id = "" } = (refused as InsufficientCreditsError).resume ?? {};
    let runs = 0;
    const resume = () =>
      withCredits(client, { estimate: 7, resume: id }, () => {
        runs += 1;
        return "done";
      });
    await expect(resume()).rejects.toThrow(InsufficientCreditsError);
    state.balance += 100;
    const ends = await Promise.allSettled([resume(), resume(), resume()]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toMatchObject([{ value: "done" }]);
    for (const end of ends) if (end.status === "rejected") expect(end.reason).toBeInstanceOf(AlreadyResumedError);
    await expect(resume()).rejects.toMatchObject({ name: "AlreadyResumedError", refusal: id });
    expect({ runs, balance: state.balance, held: state.held }).toEqual({ runs: 1, balance: 98, held: 0 });
  });

  test("goes on when the answer to its claim was lost", async () => {
    const { client, state } = stubRefill({ balance: 5 });
    const refused = await withCredits(client, { estimate: 7 }, () => "too early").catch((error: unknown) => error);
    const { id: resume = "" } = (refused as InsufficientCreditsError).resume ?? {};
    state.balance += 100;
    let lost = 0;
    state.fault = (what) => (what.endsWith("/resume") && lost++ === 0 ? "unanswered" : null);
    expect(await withCredits(client, { estimate: 7, resume }, () => "done")).toBe("done");
    expect({ lost, balance: state.balance }).toEqual({ lost: 2, balance: 98 });
  });

  test("lets a longer job reserve more before its next step", async () => {
    const { client, state } = stubRefill({ balance: 20 });
    await withCredits(client, { estimate: 5 }, async ({ extend, report }) => {
      await extend(15);
      expect(state.available).toBe(5);
      await expect(extend(25)).rejects.toThrow(InsufficientCreditsError);
      report(12);
    });
    expect(state).toMatchObject({ balance: 8, held: 0 });
  });

  test("takes several meters, priced together", async () => {
    const { client, state } = stubRefill({ balance: 20 });
    await withCredits(client, { estimate: { m_input: 20, m_output: 20 } }, ({ report }) => {
      report({ m_input: 11 });
      report({ m_input: 1, m_output: 5 });
    });
    expect(state.spends[0]).toMatchObject({
      amount: 2,
      items: [
        { meter: "m_input", quantity: 12 },
        { meter: "m_output", quantity: 5 },
      ],
    });
  });

  test("never passes a quantity on that is not one", async () => {
    const { client, state } = stubRefill();
    for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      await expect(withCredits(client, { estimate: 7 }, ({ report }) => report(wrong))).rejects.toThrow(RangeError);
    }
    await expect(withCredits(client, { estimate: 0 }, () => undefined)).rejects.toThrow(RangeError);
    expect(state).toMatchObject({ balance: 1000, held: 0 });
  });
});

describe("work that cost more than was held", () => {
  test("takes the rest from the balance, also many times the hold", async () => {
    const { client, state } = stubRefill({ balance: 100 });
    await withCredits(client, { estimate: 2 }, ({ report }) => report(9));
    expect(state.balance).toBe(91);
    await withCredits(client, { estimate: 2 }, ({ report }) => report(60));
    expect(state).toMatchObject({ balance: 31, held: 0 });
  });

  test.each([15, 60, 500])("takes all that is there when it cost %i of 12, and says what is missing", async (cost) => {
    const { client, state } = stubRefill({ balance: 12 });
    const ends: Settlement[] = [];
    await withCredits(client, { estimate: 2, onSettled: (end) => ends.push(end) }, ({ report }) => report(cost));
    expect(state).toMatchObject({ balance: 0, held: 0 });
    expect(state.spends).toMatchObject([{ amount: 12, body: { metadata: { uncollected: cost - 12 } } }]);
    expect(ends).toMatchObject([{ status: "captured", credits: 12, uncollected: cost - 12 }]);
  });

  test.each([
    [15, 15],
    [18, 18],
    [60, 18],
    // More than ten times all credits: a capture of it is refused before anything is known of the allowance.
    [500, 12],
  ])("overdraws what the plan lets running work overdraw: of %i it takes %i", async (cost, taken) => {
    const { client, state } = stubRefill({ balance: 12, overdraft: 6 });
    const ends: Settlement[] = [];
    await withCredits(client, { estimate: 2, onSettled: (end) => ends.push(end) }, ({ report }) => report(cost));
    expect(state).toMatchObject({ balance: 12 - taken, held: 0 });
    expect(ends).toMatchObject([{ status: "captured", credits: taken, uncollected: cost - taken }]);
  });

  test("takes what a budget allows, and says what is missing", async () => {
    const { client, state } = stubRefill({ balance: 100, cap: 6 });
    const ends: Settlement[] = [];
    await withCredits(client, { estimate: 2, onSettled: (end) => ends.push(end) }, ({ report }) => report(15));
    expect(state).toMatchObject({ balance: 94, held: 0 });
    expect(ends).toMatchObject([{ status: "captured", credits: 6, uncollected: 9 }]);
  });

  test.each([
    ["more than the balance and the budget", 100],
    ["more than the budget", 20],
  ])("when the work costs %s, it takes what both allow", async (_, cost) => {
    const { client, state } = stubRefill({ balance: 30, cap: 15 });
    const ends: Settlement[] = [];
    await withCredits(client, { estimate: 10, onSettled: (end) => ends.push(end) }, ({ report }) => report(cost));
    expect(state).toMatchObject({ balance: 15, held: 0 });
    expect(ends).toMatchObject([{ status: "captured", credits: 15, uncollected: cost - 15 }]);
  });

  test("takes what both the balance and the budget allow after the hold has expired, too", async () => {
    const { client, state } = stubRefill({ balance: 30, cap: 15 });
    const ends: Settlement[] = [];
    await withCredits(client, { estimate: 10, onSettled: (end) => ends.push(end) }, ({ report }) => {
      state.now += 1_000;
      report(100);
    });
    expect(state).toMatchObject({ balance: 15, held: 0 });
    expect(ends).toMatchObject([{ status: "captured", credits: 15, uncollected: 85 }]);
  });

  test("leaves out its notes where the caller's metadata has no room for them, and takes the credits", async () => {
    for (const metadata of [
      { text: "x".repeat(2030) },
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [n, n])),
    ]) {
      const { client, state } = stubRefill({ balance: 12 });
      await withCredits(client, { estimate: 2, metadata }, ({ report }) => report(60));
      expect(state.spends).toMatchObject([{ amount: 12 }]);
      expect(state.spends[0]?.body.metadata).toEqual(metadata);
    }
  });

  test("takes what was held when another request spends the balance meanwhile", async () => {
    const { client, state } = stubRefill({ balance: 12 });
    await withCredits(client, { estimate: 2 }, async ({ report }) => {
      report(9);
      state.fault = (what) => {
        // Between the refusal and the second try.
        if (what.endsWith("/capture")) state.balance = 2;
        return null;
      };
    });
    expect(state.spends).toMatchObject([{ amount: 2, body: { metadata: { uncollected: 7 } } }]);
  });
});

describe("a hold", () => {
  test("that expired while the work went on is spent all the same", async () => {
    const { client, state } = stubRefill({ balance: 10 });
    await withCredits(client, { estimate: 4 }, ({ report }) => {
      report(3);
      state.now += 10_000;
    });
    expect(state.spends).toMatchObject([{ amount: 3, body: { metadata: { expiredHold: "h1" } } }]);
    const late = withCredits(client, { estimate: 4 }, ({ report }) => {
      report(9);
      state.now += 10_000;
    });
    await late;
    expect(state.balance).toBe(0);
    expect(state.spends[1]).toMatchObject({ amount: 7, body: { metadata: { uncollected: 2 } } });
  });

  test.each(["lost", "unanswered", "busy"] as const)(
    "is captured once when the answer is %s at first",
    async (fault) => {
      const { client, state } = stubRefill({ balance: 10 });
      const seen = new Map<string, number>();
      state.fault = (what) => {
        seen.set(what, (seen.get(what) ?? 0) + 1);
        return seen.get(what) === 1 ? fault : null;
      };
      await withCredits(client, { estimate: 4 }, ({ report }) => report(3));
      expect(state.spends).toHaveLength(1);
      expect(state.balance).toBe(7);
    },
  );

  test("that cannot be captured is reported, and the work is not affected", async () => {
    const { client, state } = stubRefill({ balance: 10 });
    const errors: unknown[] = [];
    const options = {
      estimate: 4,
      onError: (error: unknown, end: Settlement) => {
        errors.push(error, end);
        throw new Error("the handler is broken as well");
      },
    };
    const warnings: unknown[] = [];
    const warn = console.warn;
    console.warn = (...words) => warnings.push(words);
    try {
      state.fault = (what) => (what.endsWith("/capture") ? "lost" : null);
      expect(await withCredits(client, options, () => "delivered")).toBe("delivered");
    } finally {
      console.warn = warn;
    }
    expect(errors).toMatchObject([{ message: "fetch failed" }, { status: "failed", charge: { amount: 4 } }]);
    expect(warnings).toHaveLength(1);
    expect(state).toMatchObject({ balance: 10, held: 4 });
    state.now += 301;
    expect(state).toMatchObject({ balance: 10, held: 0 });
  });

  test("is offered to waitUntil, so that a serverless function does not stop before it ends", async () => {
    const { client, state } = stubRefill();
    const kept: Promise<unknown>[] = [];
    await withCredits(client, { estimate: 4, waitUntil: (work) => kept.push(work) }, () => undefined);
    expect(await Promise.all(kept)).toMatchObject([{ status: "captured", credits: 4 }]);
    expect(state.held).toBe(0);
  });

  test("asks waitUntil while the request is there, and not when its signal fires", async () => {
    const { client, state } = stubRefill();
    const stop = new AbortController();
    const asked: string[] = [];
    let now = "in the request";
    const waitUntil = () => asked.push(now);
    await withCredits(client, { estimate: 4, signal: stop.signal, waitUntil }, ({ report }) => {
      now = "after it";
      report(3);
      stop.abort(new Error("enough"));
      throw stop.signal.reason;
    }).catch(() => undefined);
    expect(asked).toEqual(["in the request"]);
    expect(state.held).toBe(0);
  });

  test("goes on where waitUntil fails", async () => {
    const { client, state } = stubRefill();
    const warnings: unknown[] = [];
    const warn = console.warn;
    console.warn = (...words) => warnings.push(words);
    const waitUntil = () => {
      throw new Error("outside a request");
    };
    try {
      expect(await withCredits(client, { estimate: 4, waitUntil }, () => "delivered")).toBe("delivered");
    } finally {
      console.warn = warn;
    }
    expect(warnings).toHaveLength(1);
    expect(state.held).toBe(0);
  });
});
