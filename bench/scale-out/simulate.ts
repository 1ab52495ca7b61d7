import { COSTS, type OperationCost } from "./costs";

/** How customers behave. Change it to your own: npx tsx bench/scale-out/print.ts */
export const ASSUMPTIONS = {
  /** The share of customers who use the product in a month. */
  activeShare: 0.2,
  /** Of an active customer in a month. */
  spends: 300,
  /** Of the spends, those that first place a hold. */
  heldShare: 0.1,
  /** Pages that an active customer opens in a month. */
  pages: 20,
  /** The share of customers with a paid plan, each renewed and refilled once a month. */
  payingShare: 0.05,
  /** New customers in a month, to all customers. */
  signUpShare: 0.03,
  /** The busiest hour, to the average one. */
  peak: 4,
  /** What Stripe sends, and is asked, for a renewal. */
  webhooksPerRenewal: 10,
  requestsPerRenewal: 3,
  /** Stripe's limit for a live account, and the share of it that renewals may use. */
  stripeRequestsPerSecond: 100,
  stripeShare: 0.5,
};

const SECONDS_PER_MONTH = 30 * 86_400;
const GB = 1e9;

export type Load = {
  customers: number;
  /** Per second, in the busiest hour. */
  spendsPerSecond: number;
  refillsPerSecond: number;
  webhooksPerSecond: number;
  /** Processors that are busy in the busiest hour. */
  postgresCores: number;
  nodeCores: number;
  /** What is written ahead of a day, and what a month adds to the database. */
  walGbPerDay: number;
  diskGbPerMonth: number;
  /** Minutes until the refills are granted when all are due at once, at REFILLS_PER_SECOND, and hours until Stripe was asked about every renewal. */
  refillsAtOnceMinutes: number;
  renewalsAtOnceHours: number;
};

/** What so many customers ask of the servers, by what each operation uses. */
export function simulate(customers: number, refillsPerSecond = 2_000): Load {
  const a = ASSUMPTIONS;
  const spends = customers * a.activeShare * a.spends;
  const renewals = customers * a.payingShare;
  const perMonth: [count: number, cost: OperationCost][] = [
    [spends * (1 - a.heldShare), COSTS.spend],
    [spends * a.heldShare, COSTS.hold],
    [spends * (1 + a.heldShare), COSTS.request],
    [customers * a.activeShare * a.pages, COSTS.page],
    [customers - renewals, COSTS.refill],
    [customers, COSTS.expiry],
    [renewals, COSTS.renewal],
    [customers * a.signUpShare, COSTS.signUp],
  ];
  const sum = (of: (cost: OperationCost) => number) =>
    perMonth.reduce((total, [count, cost]) => total + count * of(cost), 0);
  const atPeak = (perMonth: number) => (perMonth / SECONDS_PER_MONTH) * a.peak;
  return {
    customers,
    spendsPerSecond: atPeak(spends),
    refillsPerSecond: atPeak(customers),
    webhooksPerSecond: atPeak(renewals * a.webhooksPerRenewal),
    postgresCores: atPeak(sum(({ postgresMs }) => postgresMs)) / 1_000,
    nodeCores: atPeak(sum(({ nodeMs }) => nodeMs)) / 1_000,
    walGbPerDay: sum(({ walBytes }) => walBytes) / 30 / GB,
    diskGbPerMonth: sum(({ diskBytes }) => diskBytes) / GB,
    refillsAtOnceMinutes: customers / refillsPerSecond / 60,
    renewalsAtOnceHours: (renewals * a.requestsPerRenewal) / (a.stripeRequestsPerSecond * a.stripeShare) / 3_600,
  };
}

const ROWS: [what: string, value: (load: Load) => number][] = [
  ["Spends a second", (load) => load.spendsPerSecond],
  ["Refills a second", (load) => load.refillsPerSecond],
  ["Webhooks a second", (load) => load.webhooksPerSecond],
  ["Busy cores of PostgreSQL", (load) => load.postgresCores],
  ["Busy cores of the app", (load) => load.nodeCores],
  ["Write-ahead log a day, GB", (load) => load.walGbPerDay],
  ["Growth of the database a month, GB", (load) => load.diskGbPerMonth],
  ["All refills due at once: minutes", (load) => load.refillsAtOnceMinutes],
  ["All renewals at once: hours of requests to Stripe", (load) => load.renewalsAtOnceHours],
];

/** The table of docs/scale-out.md, as Markdown. */
export function tableOf(sizes: readonly number[]): string {
  const loads = sizes.map((size) => simulate(size));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["In the busiest hour, unless it says otherwise", ...sizes.map((size) => `${size / 1e6} million`)]),
    line(["---", ...sizes.map(() => "---:")]),
    ...ROWS.map(([what, value]) => line([what, ...loads.map((load) => rounded(value(load)))])),
  ].join("\n");
}

/** Two digits are as much as the assumptions are worth. */
function rounded(value: number): string {
  return new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 }).format(value);
}
