import { CREDIT_TYPES } from "@/lib/analytics/metrics/credits";
import { MOVEMENTS, type Movement } from "@/lib/analytics/metrics/mrr";
import type { Overview } from "@/lib/analytics/metrics/overview";
import type { Fact, ItemMoney } from "@/lib/analytics/metrics/revenue";
import { type Cohort, cohorts } from "@/lib/analytics/rollup/cohorts";
import { subscriptionCounts } from "@/lib/analytics/rollup/subscription-counts";
import { type CohortFilter, cohortRows } from "@/lib/analytics/rows/cohort-rows";
import { balanceRows, debtRows, entryRows, lotRows, rangeRows } from "@/lib/analytics/rows/credit-rows";
import { type MoneyFilter, moneyRows, moneySinceRollup } from "@/lib/analytics/rows/money-rows";
import { movedSinceRollup, movementRows } from "@/lib/analytics/rows/movement-rows";
import { payingRows } from "@/lib/analytics/rows/paying-rows";
import type { PageWish, RowPage } from "@/lib/analytics/rows/row";
import { type SubscriptionsOf, subscriptionRows } from "@/lib/analytics/rows/subscription-rows";
import { addTo, type Total } from "@/lib/analytics/rows/total";
import type { Sql } from "@/lib/db";
import { balanceDistribution } from "@/lib/ledger/balance-distribution";

/** Which rows: those of the range, in the currency, and for some numbers of a part of it. */
export type RowFilter = {
  from: Date;
  to: Date;
  currency: string;
  money: MoneyFilter;
  balances: { from: bigint | null; to: bigint | null };
  cohort: CohortFilter | null;
  now: Date;
};

/** Of which time a number is: what happened in the range, how it stood at its end, how it stands now; or a cohort's. */
export type Covers = "range" | "end" | "now" | "cohort";

export type NumberDefinition = {
  title: string;
  /** What its rows are, and what they add up to. */
  about: string;
  covers: Covers;
  rows: (sql: Sql, filter: RowFilter, wish: PageWish) => Promise<RowPage>;
  /** The number as the overview shows it, from the read models; null when it is not one of the overview's. */
  total: (overview: Overview, filter: RowFilter) => Total | null;
  /**
   * The number now, of rows that are read as they are now. Without it, the rows are those that the last rollup counted, so
   * they add up to the overview's number.
   */
  live?: (sql: Sql, filter: RowFilter, counted: Total | null) => Promise<Total | null>;
};

function movements(title: string, about: string, names: readonly Movement[]): NumberDefinition {
  return {
    title,
    about,
    covers: "range",
    rows: (sql, filter, wish) => movementRows(sql, { ...filter, movements: names }, wish),
    total: ({ mrr, currency }) => ({
      money: [{ currency, cents: names.reduce((sum, name) => sum + mrr.now.movements[name], 0n) }],
    }),
    live: async (sql, filter, counted) => addTo(counted, await movedSinceRollup(sql, { ...filter, movements: names })),
  };
}

function entries(title: string, about: string, name: keyof typeof CREDIT_TYPES): NumberDefinition {
  const withCost = name === "expired" ? "with cost" : "without cost";
  return {
    title,
    about,
    covers: "range",
    rows: (sql, filter, wish) => entryRows(sql, { ...filter, types: CREDIT_TYPES[name], withCost }, wish),
    total: ({ credits: { now, breakage } }) => ({
      credits: name === "issued" || name === "adjusted" ? now[name] : -now[name],
      ...(name === "expired" && { money: breakage.cents.map(({ cents, currency }) => ({ currency, cents: -cents })) }),
    }),
  };
}

function subscriptions(title: string, about: string, of: SubscriptionsOf): NumberDefinition {
  const key = of === "past-due" ? "pastDue" : of;
  return {
    title,
    about,
    covers: "now",
    rows: (sql, _filter, wish) => subscriptionRows(sql, of, wish),
    total: ({ snapshots }) => (snapshots ? { count: snapshots.subscriptions[key] } : null),
    live: async (sql) => ({ count: (await subscriptionCounts(sql))[key] }),
  };
}

function moneyOf(items: readonly ItemMoney[], { kind, item, fact }: MoneyFilter): bigint {
  return items
    .filter((one) => (kind === undefined || one.kind === kind) && (item === undefined || one.itemId === item))
    .reduce((sum, one) => sum + one[fact ? CENTS_OF[fact] : "netCents"], 0n);
}

const CENTS_OF = {
  PAYMENT: "paymentCents",
  REFUND: "refundCents",
  DISPUTE: "disputeCents",
  CREDIT: "creditCents",
  FEE: "feeCents",
} as const satisfies Record<Fact, keyof ItemMoney>;

/** Every number of the overview with the rows behind it, by its name in the address. */
export const NUMBERS = {
  mrr: {
    title: "MRR",
    about: "Customers who pay for a plan, with what they pay per month. ARR is twelve times the sum.",
    covers: "end",
    rows: payingRows,
    total: ({ mrr, currency }) => ({
      money: [{ currency, cents: mrr.now.closingCents }],
      count: mrr.now.closingCustomers,
    }),
    live: async (sql, { currency, to }, counted) => {
      const { cents, customers } = await movedSinceRollup(sql, { movements: MOVEMENTS, currency, from: null, to });
      return addTo(counted, { cents, count: customers });
    },
  },
  new: movements("New MRR", "Customers who never paid for a plan before.", ["NEW"]),
  expansion: movements("Expansion", "Changes by which customers pay more than before.", ["EXPANSION"]),
  reactivation: movements("Reactivation", "Customers who paid before, had left, and are back.", ["REACTIVATION"]),
  contraction: movements("Contraction", "Changes by which customers pay less than before.", ["CONTRACTION"]),
  churn: movements("Churn", "Customers who stopped paying for any plan.", ["CHURN"]),
  "revenue-churn": movements("Churn and contraction", "Customers who left or pay less than before.", [
    "CHURN",
    "CONTRACTION",
  ]),
  active: subscriptions("Active", "Paid subscriptions that are active.", "active"),
  trialing: subscriptions("Trialing", "Subscriptions in their trial.", "trialing"),
  "past-due": subscriptions("Past due", "Subscriptions whose last invoice is not paid yet.", "past-due"),
  ending: subscriptions("Ending", "Subscriptions that are canceled and still running.", "ending"),
  money: {
    title: "Revenue",
    about: "What came in and went. Fees, refunds, disputes and credit notes are negative.",
    covers: "range",
    rows: (sql, filter, wish) => moneyRows(sql, { ...filter, ...filter.money }, wish),
    total: ({ revenue, currency }, { money }) => ({ money: [{ currency, cents: moneyOf(revenue.items, money) }] }),
    live: async (sql, filter, counted) =>
      addTo(counted, { cents: await moneySinceRollup(sql, { ...filter, ...filter.money }) }),
  },
  issued: entries("Issued", "Grants of plans, packs, promo codes and referrals.", "issued"),
  spent: entries("Spent", "Usage, and what was reversed of it.", "spent"),
  expired: entries("Expired", "Credits that ended unused, and what had been paid for them.", "expired"),
  "clawed-back": entries(
    "Clawed back",
    "Credits taken back for refunds, disputes and plan changes, and what was reinstated.",
    "clawedBack",
  ),
  adjusted: entries("Adjusted", "Adjustments by admins, and what deleted accounts gave up.", "adjusted"),
  outstanding: {
    title: "Outstanding",
    about: "Balances, of all accounts.",
    covers: "end",
    rows: (sql, { to }, wish) => balanceRows(sql, to, wish),
    total: ({ credits }) => ({ credits: credits.now.closing }),
  },
  liability: {
    title: "Liability",
    about: "Lots with credits left, and what was paid for what is left.",
    covers: "end",
    rows: (sql, { to }, wish) => lotRows(sql, to, wish),
    total: ({ credits: { liability } }) => ({ credits: liability.credits, money: liability.cents }),
  },
  debt: {
    title: "Owed by customers",
    about: "Credits that were taken back after they were spent.",
    covers: "end",
    rows: (sql, { to }, wish) => debtRows(sql, to, wish),
    total: ({ credits }) => ({ credits: credits.liability.debt }),
  },
  balances: {
    title: "Balances",
    about: "Accounts with a balance of this many credits.",
    covers: "now",
    rows: (sql, { balances }, wish) => rangeRows(sql, balances, wish),
    total: ({ snapshots }, { balances: { from, to } }) => {
      const range = snapshots?.balances.find((one) => one.from === from && one.to === to);
      return range ? { count: range.accounts } : null;
    },
    live: async (sql, { balances: { from, to } }) => {
      const range = (await balanceDistribution(sql)).find((one) => one.from === from && one.to === to);
      return range ? { count: Number(range.accounts) } : null;
    },
  },
  cohort: {
    title: "Cohort",
    about:
      "Users who signed up in a month (UTC); of them, those who paid for a plan at the end of a month, when one is chosen.",
    covers: "cohort",
    rows: (sql, { cohort, now }, wish) =>
      cohort ? cohortRows(sql, cohort, now, wish) : Promise.resolve({ rows: [], next: null }),
    total: ({ snapshots }, { cohort }) => cohortTotal(snapshots?.cohorts ?? [], cohort),
    live: async (sql, { cohort, now }) => cohortTotal(await cohorts(sql, now), cohort),
  },
} satisfies Record<string, NumberDefinition>;

function cohortTotal(known: readonly Cohort[], cohort: CohortFilter | null): Total | null {
  const found = known.find(({ month }) => month === cohort?.month);
  if (!found || !cohort) return null;
  return { count: cohort.nth === null ? found.users : (found.paying[cohort.nth] ?? 0) };
}

export type NumberName = keyof typeof NUMBERS;

/** The number of a name; null when there is none. */
export function numberOf(name: string): NumberDefinition | null {
  return Object.hasOwn(NUMBERS, name) ? NUMBERS[name as NumberName] : null;
}
