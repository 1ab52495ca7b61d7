import { BANK_THAT_PAYS, CARD_THAT_FAILS } from "./cards";
import { DAY, type Diary, MONTH } from "./diary";
import { priceOf } from "./ordinary-lives";

/**
 * Lives in which something certain happens, so that a year has every kind of event. None takes longer than STORY hours.
 */
export type Story = { at: "any time" | "the end"; tell: (life: Diary, from: number) => void };

export const STORY = 66 * DAY;

/** From the sign-up of a story at the end to the end: more than two months, so that its third period has begun. */
export const LAST_STORY = 64 * DAY;

const monthly = (plan: Parameters<typeof priceOf>[0]) => priceOf(plan, "month");

export const STORIES: Record<string, Story> = {
  "a dispute is lost": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "buy pack", pack: "pack_2500", quantity: 1, card: life.card });
      life.uses({ kind: "bursty", creditsPerMonth: 900 }, from + 3, from + 20 * DAY);
      life.add(from + 21 * DAY, { do: "dispute" });
      life.add(from + 33 * DAY, { do: "decide dispute", outcome: "lose" });
    },
  },
  "a dispute is won": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("creator"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 800 }, from + 3, from + 60 * DAY);
      life.add(from + 12 * DAY, { do: "dispute" });
      life.add(from + 26 * DAY, { do: "decide dispute", outcome: "win" });
    },
  },
  "a dispute is open at the end": {
    at: "the end",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("ultimate"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 1_500 }, from + 3, life.end);
      life.add(life.end - 3 * DAY, { do: "dispute" });
    },
  },
  "a pack is refunded in full": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "buy pack", pack: "pack_500", quantity: 1, card: life.card });
      life.add(from + 3 * DAY, { do: "refund", share: 1, reason: "Bought by mistake" });
    },
  },
  "a month is refunded in part": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("pro"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 390 }, from + 3, from + 60 * DAY);
      life.add(from + 20 * DAY, { do: "refund", share: 0.5, reason: "Two days of slow answers" });
      life.add(from + 20.1 * DAY, { do: "note", text: "Slow answers on two days; half of the month refunded." });
    },
  },
  "a failed renewal is paid with another card": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("pro"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 350 }, from + 3, from + 64 * DAY);
      life.add(from + 22 * DAY, { do: "replace card", card: CARD_THAT_FAILS });
      life.add(from + 34 * DAY, { do: "replace card", card: life.card });
      life.add(from + 34.02 * DAY, { do: "pay open invoice" });
    },
  },
  "a renewal is never paid": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("starter"), card: life.card });
      life.uses({ kind: "bursty", creditsPerMonth: 180 }, from + 3, from + 32 * DAY);
      life.add(from + 20 * DAY, { do: "replace card", card: CARD_THAT_FAILS });
    },
  },
  "a renewal is past due at the end": {
    at: "the end",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("creator"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 700 }, from + 3, life.end);
      life.add(life.end - 9 * DAY, { do: "replace card", card: CARD_THAT_FAILS });
    },
  },
  "a plan ends with its period": {
    at: "the end",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("pro"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 200 }, from + 3, life.end);
      life.add(life.end - 2 * DAY, { do: "cancel", when: "period_end" });
    },
  },
  "a trial becomes a plan": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("pro"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 250 }, from + 3, from + 60 * DAY);
    },
  },
  "a trial is canceled": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("pro"), card: life.card });
      life.add(from + 9 * DAY, { do: "cancel", when: "period_end" });
    },
  },
  "a trial runs at the end": {
    at: "the end",
    tell: (life) => life.add(life.end - 6 * DAY, { do: "subscribe", price: monthly("pro"), card: life.card }),
  },
  "credits run low and are topped up by themselves": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("starter"), card: life.card });
      life.add(from + 5 * DAY, { do: "auto top-up", pack: "pack_500", threshold: 50, monthlyCapCents: 12_000 });
      life.uses({ kind: "steady", creditsPerMonth: 420 }, from + 6 * DAY, from + 60 * DAY);
    },
  },
  "somebody tops up": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("starter"), card: life.card });
      life.uses({ kind: "bursty", creditsPerMonth: 260 }, from + 3, from + 60 * DAY);
      life.add(from + 18 * DAY, { do: "top up", pack: "pack_500" });
    },
  },
  "somebody pays through their bank": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "pay pack by bank", pack: "pack_2500", account: BANK_THAT_PAYS });
      life.uses({ kind: "steady", creditsPerMonth: 900 }, from + 8 * DAY, from + 60 * DAY);
    },
  },
  "somebody goes up, down, leaves and comes back": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("starter"), card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 190 }, from + 3, from + 60 * DAY);
      life.add(from + 6 * DAY, { do: "change plan", price: monthly("creator") });
      life.add(from + 18 * DAY, { do: "change plan", price: monthly("starter") });
      life.add(from + 38 * DAY, { do: "cancel", when: "period_end" });
      life.add(from + 39 * DAY, { do: "resume" });
      life.add(from + 44 * DAY, { do: "cancel", when: "now" });
      life.add(from + 55 * DAY, { do: "subscribe", price: monthly("starter"), card: life.card });
    },
  },
  "work is reserved, and some of it fails": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 2, { do: "subscribe", price: monthly("starter"), card: life.card });
      for (let day = 1; day < 12; day += 3) {
        life.add(from + day * DAY, { do: "hold", amount: 12, captured: 9 });
        life.add(from + (day + 0.1) * DAY, { do: "failed work", amount: 7 });
      }
    },
  },
  "an admin gives and takes": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 3 * DAY, { do: "gift", credits: 300, days: 60, reason: "Reported a fault in the export" });
      life.add(from + 9 * DAY, { do: "take back", credits: 40, reason: "Given twice" });
      life.uses({ kind: "bursty", creditsPerMonth: 120 }, from + 4 * DAY, from + 40 * DAY);
    },
  },
  "somebody deletes their account": {
    at: "any time",
    tell: (life, from) => {
      life.add(from + 1, { do: "buy pack", pack: "pack_500", quantity: 1, card: life.card });
      life.uses({ kind: "steady", creditsPerMonth: 200 }, from + 2, from + 25 * DAY);
      life.add(from + 26 * DAY, { do: "delete account" });
    },
  },
};

/** A company that uses much: the largest plan, large packs, and top-ups by themselves. */
export function largeAccount(life: Diary, from: number): void {
  const { random, card } = life;
  const yearly = random.chance(0.4);
  life.add(from + 5, { do: "subscribe", price: priceOf("ultimate", yearly ? "year" : "month"), card });
  life.add(from + DAY, { do: "auto top-up", pack: "pack_2500", threshold: 400, monthlyCapCents: 100_000 });
  for (let at = from + random.between(1, 2) * MONTH; at < life.end; at += random.between(2, 4) * MONTH) {
    life.add(at, { do: "buy pack", pack: "pack_10000", quantity: 1, card });
  }
  life.uses({ kind: "steady", creditsPerMonth: random.between(3_000, 6_000) }, from + 6, life.end);
}
