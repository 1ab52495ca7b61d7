// @module-tag full
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { dueWindows, type Refills } from "@/lib/billing/refills/due-windows";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import type { PaidLine } from "@/lib/billing/windows/paid-lines";
import { windowNumber, windowOf } from "@/lib/billing/windows/windows";
import { createPlan } from "@/lib/catalog/create-plan";
import { addMonths, HOUR_MS } from "@/lib/time";

const world = await billingWorld();
const { database } = world;
const at = atStripe(world);
const AT_MOST = 240_000;
const SEED = 20_261_121;
/** Over one end of February, or two and two turns of the year. */
const MONTHS = budget({ daily: 5, full: 24 });

const utc = (iso: string) => new Date(iso);

const paidFrom = (startAt: Date, endAt: Date, anchorAt: Date): PaidLine => ({
  startAt,
  endAt,
  creditsPerMonth: 200n,
  planName: "Plan",
  isCredit: false,
  isProration: false,
  isGiven: false,
  invoice: `in_${startAt.toISOString()}`,
  invoicedAt: startAt,
  paidAt: startAt,
  paymentId: null,
  anchorAt,
});

/** What is granted when refills run at these moments, by source key. */
function grantedAt(refills: Refills, moments: Date[]): string[] {
  const keys = moments.flatMap((now) => dueWindows(refills, now)).flatMap(({ shares }) => shares);
  return [...new Set(keys.map(({ sourceKey }) => sourceKey))];
}

/** The numbers of the windows that are due. */
const due = (refills: Refills, now: Date) =>
  dueWindows(refills, now).map(({ start }) => windowOf(refills.anchorAt, start).index);

const moments = (from: Date, to: Date, stepMs: number) =>
  Array.from(
    { length: Math.ceil((to.getTime() - from.getTime()) / stepMs) },
    (_, n) => new Date(from.getTime() + n * stepMs),
  );

describe("one grant per window", () => {
  const anchors = fc.constantFrom(
    "2026-01-31T10:00:00Z",
    "2027-01-31T23:59:59Z",
    "2028-02-29T00:00:00Z",
    "2026-12-31T23:59:59.999Z",
    "2026-08-30T00:00:00Z",
    // A minute before and after the clocks change in New York and Berlin.
    "2026-03-08T06:59:00Z",
    "2026-11-01T05:59:00Z",
    "2026-03-29T01:00:00Z",
    "2026-10-25T00:59:59Z",
  );
  const policies = fc.constantFrom("RESET", "ROLL_OVER", "ROLL_OVER_CAPPED");

  it("is made over two years, monthly or yearly, whenever refills run, and at each turn to the millisecond", () => {
    fc.assert(
      fc.property(
        anchors,
        policies,
        fc.constantFrom(1, 12),
        fc.integer({ min: 24, max: 600 }),
        (iso, policy, months, hours) => {
          const anchorAt = utc(iso);
          const paid = Array.from({ length: 24 / months }, (_, n) =>
            paidFrom(addMonths(anchorAt, n * months), addMonths(anchorAt, (n + 1) * months), anchorAt),
          );
          const turns = Array.from({ length: 25 }, (_, n) => addMonths(anchorAt, n).getTime());
          const edges = turns.flatMap((turn) => [new Date(turn - 1), new Date(turn), new Date(turn + 1)]);
          const all = [...moments(anchorAt, addMonths(anchorAt, 25), hours * HOUR_MS), ...edges];
          const granted = grantedAt({ id: "sub", anchorAt, policy, firstOwed: null, owedSince: null, paid }, all);
          const windows = Array.from(
            { length: 24 },
            (_, n) =>
              `refill:sub:${windowNumber(anchorAt, n).start.toISOString()}:${paid[Math.floor(n / months)]?.invoice}`,
          );
          expect(granted.sort()).toEqual(windows.sort());
        },
      ),
      { numRuns: 40, seed: SEED },
    );
  });

  it("is made up for with rollover after any downtime, and with reset only for the current window", () => {
    fc.assert(
      fc.property(anchors, fc.integer({ min: 0, max: 23 }), policies, (iso, month, policy) => {
        const anchorAt = utc(iso);
        const paid = [paidFrom(anchorAt, addMonths(anchorAt, 24), anchorAt)];
        const refills = { id: "sub", anchorAt, policy, firstOwed: null, owedSince: null, paid };
        const now = new Date(windowNumber(anchorAt, month).start.getTime() + HOUR_MS);
        expect(due(refills, now)).toEqual(
          policy === "RESET" ? [month] : Array.from({ length: month + 1 }, (_, n) => n),
        );
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it("is made with our clock an hour ahead of Stripe's or an hour behind", () => {
    const anchorAt = utc("2026-01-31T10:00:00Z");
    const first = paidFrom(anchorAt, addMonths(anchorAt, 1), anchorAt);
    const refills: Refills = { id: "sub", anchorAt, policy: "RESET", firstOwed: null, owedSince: null, paid: [first] };
    for (const hours of [-1, 0, 1]) {
      expect(due(refills, new Date(anchorAt.getTime() + hours * HOUR_MS))).toEqual([0]);
    }
    // The renewal is paid by Stripe's clock; by ours its window starts an hour later, and is granted then.
    const next = addMonths(anchorAt, 1);
    const renewed = {
      ...refills,
      paid: [first, paidFrom(next, addMonths(anchorAt, 2), anchorAt)],
    };
    expect(
      grantedAt(renewed, moments(new Date(next.getTime() - HOUR_MS), addMonths(anchorAt, 2), HOUR_MS)),
    ).toHaveLength(2);
  });

  it("of a skipped, unpaid month is made under rollover once it is paid", () => {
    const anchorAt = utc("2026-01-31T10:00:00Z");
    const month = (index: number) => {
      const { start, end } = windowNumber(anchorAt, index);
      return paidFrom(start, end, anchorAt);
    };
    const base: Refills = {
      id: "sub",
      anchorAt,
      policy: "ROLL_OVER",
      firstOwed: null,
      owedSince: null,
      paid: [month(0), month(2)],
    };
    const now = new Date(windowNumber(anchorAt, 2).start.getTime() + HOUR_MS);
    expect(due(base, now)).toEqual([0, 2]);
    expect(due({ ...base, paid: [month(0), month(1), month(2)] }, now)).toEqual([0, 1, 2]);
    expect(due({ ...base, policy: "RESET", paid: [month(0), month(1)] }, now)).toEqual([1]);
  });

  it("is made beside the current one when it was paid late, and not made up for when it was missed", () => {
    const anchorAt = utc("2026-01-31T10:00:00Z");
    const [first, second] = [windowNumber(anchorAt, 0), windowNumber(anchorAt, 1)];
    const now = new Date(second.start.getTime() + 2 * HOUR_MS);
    const current = paidFrom(second.start, second.end, anchorAt);
    const inTime = paidFrom(first.start, first.end, anchorAt);
    const late = { ...inTime, paidAt: second.start };
    const refills = { id: "sub", anchorAt, policy: "RESET" as const, firstOwed: null, owedSince: null };
    expect(due({ ...refills, paid: [inTime, current] }, now)).toEqual([1]);
    expect(due({ ...refills, paid: [late, current] }, now)).toEqual([1, 0]);
  });
});

it(
  "nothing changes when the process runs in a local time zone",
  async () => {
    const script = `
    import { windowAt } from "@/lib/billing/windows/windows";
    import { addMonths } from "@/lib/time";
    const anchors = ["2026-01-31T10:00:00Z", "2026-03-08T07:30:00Z", "2026-10-25T00:30:00Z", "2028-02-29T04:59:59Z", "2026-12-31T23:59:59Z"];
    const all = anchors.flatMap((iso) => Array.from({ length: 30 }, (_, n) => [addMonths(new Date(iso), n), windowAt(new Date(iso), new Date(Date.parse(iso) + n * 86_400_000 * 17))?.start]));
    console.log(JSON.stringify(all));`;
    const run = async (TZ: string) => {
      const args = ["--import", "tsx", "--input-type=module", "--eval", script];
      return (await promisify(execFile)(process.execPath, args, { env: { ...process.env, TZ } })).stdout;
    };
    const inUtc = await run("UTC");
    expect(inUtc).toContain("2026-02-28T10:00:00.000Z");
    for (const zone of ["America/New_York", "Pacific/Chatham"]) expect(await run(zone)).toBe(inUtc);
  },
  AT_MOST,
);

/** The days on which the windows of this user's plan lots begin, in order. */
async function refills({ accountId }: Person): Promise<string[]> {
  const lots = await database.prisma.creditLot.findMany({
    where: { accountId, kind: "PLAN", paymentId: { not: null } },
    orderBy: { grantSeq: "asc" },
  });
  return lots.map(({ windowStart }) => windowStart?.toISOString().slice(0, 10) ?? "");
}

async function standAt(moment: string): Promise<void> {
  await world.advance({ hours: Math.ceil((utc(moment).getTime() - world.now().getTime()) / HOUR_MS) });
  await world.deliver();
}

describe("with a local Stripe", () => {
  it(
    "plans of 31 January, monthly and yearly, are refilled once a month on its last day",
    async () => {
      await createPlan(
        world.services,
        { userId: null },
        { key: "keeps", name: "Keeps", creditsPerMonth: 100, refillPolicy: "ROLL_OVER", prices: { year: 9_000 } },
        world.now(),
      );
      await standAt("2027-01-31T10:00:00Z");
      const [monthly, yearly, away] = [await world.signUp(), await world.signUp(), await world.signUp()];
      await world.subscribe(monthly, "refill_starter_month");
      await world.subscribe(yearly, "refill_starter_year");
      await world.subscribe(away, "refill_keeps_year");
      await world.deliver();
      for (let month = 1; month < MONTHS; month += 1) {
        await standAt(new Date(Date.UTC(2027, month + 1, 0, 13)).toISOString());
      }
      const expected = Array.from({ length: MONTHS }, (_, n) =>
        new Date(Date.UTC(2027, n + 1, 0)).toISOString().slice(0, 10),
      );
      expect(await refills(monthly)).toEqual(expected);
      expect(await refills(yearly)).toEqual(expected);
      expect(await refills(away)).toEqual(expected);
      expect(await world.available(away)).toBe(100n * BigInt(MONTHS));
      expect(await world.available(monthly)).toBe(200n);
      expect(await world.violations()).toEqual([]);
      await world.cancelAll();
    },
    AT_MOST,
  );

  it(
    "a yearly plan of 29 February keeps to its day, and after four months of downtime only the current month is granted",
    async () => {
      await standAt("2032-02-29T10:00:00Z");
      const person = await world.signUp();
      await world.subscribe(person, "refill_starter_year");
      await world.deliver();
      await world.advance({ months: 4, hours: 1 });
      await world.advance({ months: 7 });
      await standAt("2033-02-28T13:00:00Z");
      expect(await refills(person)).toEqual(["2032-02-29", "2032-06-29", "2033-01-29", "2033-02-28"]);
      expect(await world.violations(person)).toEqual([]);
      await at.cancelNow(person);
      await world.deliver();
    },
    AT_MOST,
  );
});
