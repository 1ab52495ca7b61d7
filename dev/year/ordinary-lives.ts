import { DAY, type Diary, MONTH } from "./diary";

type Plan = "starter" | "pro" | "creator" | "ultimate";

/** How people of a plan behave: credits a month of the default catalogue, and the share that leaves each month. */
const PLANS: Record<Plan, { credits: number; leaves: number; up: Plan | null; down: Plan | null }> = {
  starter: { credits: 200, leaves: 0.13, up: "pro", down: null },
  pro: { credits: 400, leaves: 0.09, up: "creator", down: "starter" },
  creator: { credits: 1_000, leaves: 0.06, up: "ultimate", down: "pro" },
  ultimate: { credits: 2_000, leaves: 0.03, up: null, down: "creator" },
};

const PLAN_MIX = [
  ["starter", 46],
  ["pro", 33],
  ["creator", 15],
  ["ultimate", 6],
] as const satisfies readonly (readonly [Plan, number])[];

const YEARLY = 0.25;
const UPGRADES = 0.06;
const DOWNGRADES = 0.035;
const CHANGES_MIND = 0.12;
const COMES_BACK = 0.2;

/** Signs up and has a verified address, unless they never open the mail. Returns when it was verified. */
export function signsUp(life: Diary, invitedBy: number | null): number | null {
  const { random, start } = life;
  const verified = random.chance(0.3) ? "at once" : "later";
  life.add(start, { do: "sign up", verified, invitedBy });
  if (verified === "at once") return start;
  if (random.chance(0.05)) return null;
  const at = start + (random.chance(0.85) ? random.between(0.05, 0.8) : random.between(4, 60));
  life.add(at, { do: "verify" });
  return at;
}

/** Looks around on the free plan and comes back less and less. */
export function visitor(life: Diary, from: number): void {
  const days = life.random.weighted([
    [3, 4],
    [20, 3],
    [90, 2],
    [400, 1],
  ]);
  life.uses({ kind: habitOf(life), creditsPerMonth: life.random.between(10, 45) }, from, from + days * DAY);
}

/** Buys packs and no plan. */
export function buyer(life: Diary, from: number): void {
  const { random, card } = life;
  let at = from + random.between(0.5, 6 * DAY);
  const until = from + random.between(2, 9) * MONTH;
  while (at < until) {
    const pack = random.weighted([
      ["pack_500", 8],
      ["pack_2500", 2],
    ]);
    life.add(at, { do: "buy pack", pack, quantity: 1, card });
    at += random.between(1, 2.6) * MONTH;
  }
  life.uses({ kind: habitOf(life), creditsPerMonth: random.between(150, 420) }, from, until + MONTH);
}

/** Subscribes after a while, changes plans now and then, and leaves some day, perhaps to come back. */
export function subscriber(life: Diary, from: number): void {
  const { random } = life;
  const begins = from + (random.chance(0.5) ? random.between(0.1, 3) : random.between(DAY, 20 * DAY));
  life.uses({ kind: "steady", creditsPerMonth: 40 }, from, begins);
  subscription(life, begins, random.weighted(PLAN_MIX));
}

function subscription(life: Diary, begins: number, first: Plan): void {
  const { random, card, end } = life;
  const interval = random.chance(YEARLY) ? "year" : "month";
  life.add(begins, { do: "subscribe", price: priceOf(first, interval), card });
  let plan = first;
  for (let at = begins; at < end; at += MONTH) {
    const { credits, leaves, up, down } = PLANS[plan];
    const until = at + MONTH;
    life.uses({ kind: habitOf(life), creditsPerMonth: credits * random.between(0.45, 1.05) }, at, until);
    if (random.chance(0.05)) {
      life.add(at + random.between(0.5, 0.9) * MONTH, { do: "top up", pack: "pack_500" });
    }
    const acts = at + random.between(0.15, 0.9) * MONTH;
    if (interval === "month" && random.chance(leaves)) {
      leave(life, acts, plan);
      return;
    }
    if (up && random.chance(UPGRADES)) {
      life.add(acts, { do: "change plan", price: priceOf(up, interval) });
      plan = up;
    } else if (down && random.chance(DOWNGRADES)) {
      life.add(acts, { do: "change plan", price: priceOf(down, interval) });
      plan = down;
    }
  }
}

function leave(life: Diary, at: number, plan: Plan): void {
  const { random } = life;
  const isNow = random.chance(0.12);
  life.add(at, { do: "cancel", when: isNow ? "now" : "period_end" });
  if (!isNow && random.chance(CHANGES_MIND)) {
    const until = at + random.between(2, 60);
    life.add(until, { do: "resume" });
    life.uses({ kind: "steady", creditsPerMonth: PLANS[plan].credits / 2 }, until, life.end);
    return;
  }
  if (random.chance(COMES_BACK)) subscription(life, at + random.between(1.2, 3.5) * MONTH, plan);
}

const habitOf = ({ random }: Diary) => (random.chance(0.75) ? ("steady" as const) : ("bursty" as const));

/** The lookup key of a plan's price. */
export const priceOf = (plan: Plan, interval: "month" | "year"): string => `refill_${plan}_${interval}`;
