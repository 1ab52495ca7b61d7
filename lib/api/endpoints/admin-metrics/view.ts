import { z } from "zod";
import type { CreditPeriod, Credits } from "@/lib/analytics/metrics/credits";
import type { Mrr, MrrPeriod } from "@/lib/analytics/metrics/mrr";
import type { Periods } from "@/lib/analytics/metrics/periods";
import type { Money, Revenue } from "@/lib/analytics/metrics/revenue";
import { jsonInteger, jsonTotal } from "@/lib/api/http/json";
import { cents, creditTotal, currency } from "@/lib/api/http/schemas";

const day = z.iso.date();
const share = z.number().nullable();
const costs = z.array(z.object({ currency, amountCents: cents }));

const rangeView = z.object({ from: day, to: day.meta({ description: "The last day." }) });

const mrrView = z.object({
  openingCents: cents,
  newCents: cents,
  expansionCents: cents,
  contractionCents: cents,
  churnCents: cents,
  reactivationCents: cents,
  closingCents: cents,
  arrCents: cents,
  customers: z.object({
    opening: z.int(),
    new: z.int(),
    reactivated: z.int(),
    churned: z.int(),
    closing: z.int(),
  }),
  customerChurn: share.meta({ description: "Of the customers at the start: 0.05 is 5%. Null when there were none." }),
  revenueChurn: share.meta({
    description: "Churn and contraction, of the MRR at the start. Null when there was none.",
  }),
  arpuCents: cents.nullable(),
});

const moneyView = z.object({
  payments: z.int(),
  paymentCents: cents,
  refundCents: cents,
  disputeCents: cents,
  creditNoteCents: cents,
  feeCents: cents,
  netCents: cents,
});

export const revenueView = z.object({
  range: rangeView,
  previousRange: rangeView,
  currency,
  currencies: z.array(currency),
  mrr: z.object({ current: mrrView, previous: mrrView }),
  plans: z.object({ current: moneyView, previous: moneyView }),
  packs: z.object({ current: moneyView, previous: moneyView }),
  items: z.array(
    moneyView.extend({ kind: z.enum(["plan", "pack"]), id: z.string().nullable(), name: z.string().nullable() }),
  ),
  series: z.array(
    z.object({
      period: z.string().meta({ description: "A day, or a month of a range of more than 62 days." }),
      mrrCents: cents,
      planNetCents: cents,
      packNetCents: cents,
    }),
  ),
});

const creditView = z.object({
  opening: creditTotal,
  issued: creditTotal,
  spent: creditTotal,
  expired: creditTotal,
  clawedBack: creditTotal,
  adjusted: creditTotal,
  closing: creditTotal,
});

export const creditsView = z.object({
  range: rangeView,
  previousRange: rangeView,
  current: creditView,
  previous: creditView,
  liability: z.object({
    credits: creditTotal,
    freeCredits: creditTotal,
    debt: creditTotal,
    costBasis: costs.meta({ description: "What was paid for the credits that remain." }),
  }),
  breakage: z.object({ credits: creditTotal, paidCredits: creditTotal, costBasis: costs }),
  series: z.array(creditView.extend({ period: z.string() })),
});

const toRangeView = ({ first, last }: Periods["range"]) => ({ from: first, to: last });

function toMrrView(period: MrrPeriod): z.input<typeof mrrView> {
  const { movements } = period;
  return {
    openingCents: jsonInteger(period.openingCents),
    newCents: jsonInteger(movements.NEW),
    expansionCents: jsonInteger(movements.EXPANSION),
    contractionCents: jsonInteger(movements.CONTRACTION),
    churnCents: jsonInteger(movements.CHURN),
    reactivationCents: jsonInteger(movements.REACTIVATION),
    closingCents: jsonInteger(period.closingCents),
    arrCents: jsonInteger(period.arrCents),
    customers: {
      opening: period.openingCustomers,
      new: period.newCustomers,
      reactivated: period.reactivatedCustomers,
      churned: period.churnedCustomers,
      closing: period.closingCustomers,
    },
    customerChurn: period.customerChurn,
    revenueChurn: period.revenueChurn,
    arpuCents: period.arpuCents === null ? null : jsonInteger(period.arpuCents),
  };
}

function toMoneyView(money: Money): z.input<typeof moneyView> {
  return {
    payments: money.payments,
    paymentCents: jsonInteger(money.paymentCents),
    refundCents: jsonInteger(money.refundCents),
    disputeCents: jsonInteger(money.disputeCents),
    creditNoteCents: jsonInteger(money.creditCents),
    feeCents: jsonInteger(money.feeCents),
    netCents: jsonInteger(money.netCents),
  };
}

type Found = { periods: Periods; currency: string; currencies: string[]; mrr: Mrr; revenue: Revenue };

/** MRR and revenue over a range as the API shows them. */
export function toRevenueView({ periods, currency, currencies, mrr, revenue }: Found): z.input<typeof revenueView> {
  return {
    range: toRangeView(periods.range),
    previousRange: toRangeView(periods.before),
    currency,
    currencies,
    mrr: { current: toMrrView(mrr.now), previous: toMrrView(mrr.before) },
    plans: { current: toMoneyView(revenue.plans), previous: toMoneyView(revenue.plansBefore) },
    packs: { current: toMoneyView(revenue.packs), previous: toMoneyView(revenue.packsBefore) },
    items: revenue.items.map((item) => ({
      kind: item.kind === "PACK" ? ("pack" as const) : ("plan" as const),
      id: item.itemId === "" ? null : item.itemId,
      name: item.name,
      ...toMoneyView(item),
    })),
    series: periods.stretches.map(({ name }, nth) => ({
      period: name,
      mrrCents: jsonInteger(mrr.series[nth]?.closingCents ?? 0n),
      planNetCents: jsonInteger(revenue.series[nth]?.plans.netCents ?? 0n),
      packNetCents: jsonInteger(revenue.series[nth]?.packs.netCents ?? 0n),
    })),
  };
}

function toCreditView(period: CreditPeriod): z.input<typeof creditView> {
  return {
    opening: jsonTotal(period.opening),
    issued: jsonTotal(period.issued),
    spent: jsonTotal(period.spent),
    expired: jsonTotal(period.expired),
    clawedBack: jsonTotal(period.clawedBack),
    adjusted: jsonTotal(period.adjusted),
    closing: jsonTotal(period.closing),
  };
}

const toCosts = (some: readonly { currency: string; cents: bigint }[]) =>
  some.map((one) => ({ currency: one.currency, amountCents: jsonInteger(one.cents) }));

/** Credits over a range as the API shows them. */
export function toCreditsView(periods: Periods, credits: Credits): z.input<typeof creditsView> {
  const { liability, breakage } = credits;
  return {
    range: toRangeView(periods.range),
    previousRange: toRangeView(periods.before),
    current: toCreditView(credits.now),
    previous: toCreditView(credits.before),
    liability: {
      credits: jsonTotal(liability.credits),
      freeCredits: jsonTotal(liability.freeCredits),
      debt: jsonTotal(liability.debt),
      costBasis: toCosts(liability.cents),
    },
    breakage: {
      credits: jsonTotal(breakage.credits),
      paidCredits: jsonTotal(breakage.paidCredits),
      costBasis: toCosts(breakage.cents),
    },
    series: periods.stretches.map(({ name }, nth) => ({
      period: name,
      ...toCreditView(credits.series[nth] ?? credits.now),
    })),
  };
}
