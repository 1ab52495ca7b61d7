import { lotKeys } from "@/lib/billing/source-keys";
import { type PaidLine, type PaidPeriod, paidPeriods } from "@/lib/billing/windows/paid-lines";
import { type RefillWindow, windowNumber, windowOf } from "@/lib/billing/windows/windows";

/** What the lines of one paid invoice are worth in one window. Negative when more is credited than charged. */
export type WindowShare = {
  /** The business fact: this invoice's share of this window. */
  sourceKey: string;
  credits: bigint;
  /** The plan that it charges for, the last one if there are several. */
  planName: string;
  /** Null for time without an invoice. */
  invoice: string | null;
  /** It is for time that nobody is charged for. */
  isGiven: boolean;
  paymentId: string | null;
  /** When it became due. */
  from: Date;
  paidAt: Date;
};

/** A refill window with what its paid invoices are worth. */
export type OwedWindow = Pick<RefillWindow, "start" | "end"> & {
  /** Its end, or when a new period replaced it. */
  closesAt: Date;
  /** A new period started before it: it never started, and is granted nothing. */
  isReplaced: boolean;
  /** Each is positive. */
  shares: WindowShare[];
  /** The plan that a credited change led to; null when nothing was credited. */
  changedTo: string | null;
};

type Refilled = { id: string; anchorAt: Date; paid: readonly PaidLine[] };
type Range = {
  /** Windows that start earlier are left out. */
  since?: Date;
  until: Date;
  /** The starts of windows with credits: they are returned even if a new period replaced them. */
  granted?: ReadonlySet<number>;
};

/**
 * What each window up to `until` is worth: per paid invoice, what its lines charge minus what they credit, in proportion to
 * the part of the window they cover, rounded down; a credit alone, which ends its time, is also rounded down. What an
 * invoice credits beyond its charges is deducted from earlier invoices, the latest first, and never exceeds their worth.
 * Time that was paid for and not credited when a new period started is owed within the new period's windows.
 */
export function owedWindows({ id, anchorAt, paid }: Refilled, { since, until, granted }: Range): OwedWindow[] {
  const current: PaidLine[] = [];
  // By start: periods that began in the same second share their windows.
  const replaced = new Map<number, RefillWindow & { lines: PaidLine[] }>();
  const windows: OwedWindow[] = [];
  for (const period of paidPeriods(
    paid.filter(({ isGiven }) => !isGiven),
    anchorAt,
  )) {
    if (!period.isReplaced) {
      current.push(...period.lines);
      continue;
    }
    const own = replacedWindows(period, anchorAt, granted ?? new Set()).filter(({ start }) => start <= until);
    for (const window of own) {
      const before = replaced.get(window.start.getTime())?.lines ?? [];
      replaced.set(window.start.getTime(), { ...window, lines: [...before, ...period.lines] });
    }
    current.push(...restOf(period.lines, own.at(-1)?.end ?? period.start));
  }
  for (const { lines, ...window } of replaced.values()) {
    const closesAt = window.start < anchorAt && anchorAt < window.end ? anchorAt : window.end;
    windows.push({ ...owedIn(id, window, lines), closesAt, isReplaced: window.start >= anchorAt });
  }
  for (const window of windowsFrom(anchorAt, current, { since, until })) {
    windows.push({ ...owedIn(id, window, current), closesAt: window.end, isReplaced: false });
  }
  windows.push(...givenWindows(id, paid, { since, until }));
  return windows.sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Given time has its own windows: full months, and a part of a month in proportion, rounded down. */
function givenWindows(id: string, paid: readonly PaidLine[], range: Range): OwedWindow[] {
  const given = paid.filter(({ isGiven }) => isGiven);
  const anchors = new Set(given.map(({ anchorAt }) => anchorAt.getTime()));
  return [...anchors].flatMap((anchor) => {
    const lines = given.filter(({ anchorAt }) => anchorAt.getTime() === anchor);
    const ends = Math.max(...lines.map(({ endAt }) => endAt.getTime()));
    return windowsFrom(new Date(anchor), lines, range).map((window) => {
      const closesAt = new Date(Math.min(window.end.getTime(), ends));
      return { ...owedIn(id, window, lines), closesAt, isReplaced: false };
    });
  });
}

/** Windows that started before the new period, and windows granted before it was known. */
function replacedWindows({ start, end, anchor }: PaidPeriod, anchorAt: Date, granted: ReadonlySet<number>) {
  const windows: RefillWindow[] = [];
  for (let window = windowOf(anchor, start); window.start < end; window = windowOf(anchor, window.end)) {
    if (window.start < anchorAt || granted.has(window.start.getTime())) windows.push(window);
  }
  return windows;
}

function windowsFrom(anchorAt: Date, lines: readonly PaidLine[], { since, until }: Range): RefillWindow[] {
  const first = Math.min(...lines.map(({ startAt }) => startAt.getTime()));
  const last = Math.min(until.getTime(), Math.max(...lines.map(({ endAt }) => endAt.getTime() - 1)));
  const from = Math.max(first, since?.getTime() ?? first);
  const windows: RefillWindow[] = [];
  if (lines.length === 0 || from > last) return windows;
  for (let window = windowOf(anchorAt, new Date(from)); window.start.getTime() <= last; ) {
    windows.push(window);
    window = windowNumber(anchorAt, window.index + 1);
  }
  return windows;
}

/** The part of a period after a moment; empty when all of that was credited. */
function restOf(lines: readonly PaidLine[], moment: Date): PaidLine[] {
  const rest = lines
    .filter(({ endAt }) => endAt > moment)
    .map((line) => (line.startAt < moment ? { ...line, startAt: moment } : line));
  const rate = rest.reduce((sum, { creditsPerMonth: each, isCredit }) => (isCredit ? sum - each : sum + each), 0n);
  return rate === 0n ? [] : rest;
}

function owedIn(id: string, window: RefillWindow, lines: readonly PaidLine[]) {
  const { start, end } = window;
  const within = lines.filter(({ startAt, endAt }) => startAt < end && start < endAt);
  const shares: WindowShare[] = [];
  let changedTo: string | null = null;
  // A credited plan whose replacement is charged by a later invoice.
  let ahead = 0n;
  for (const ofInvoice of byInvoice(within)) {
    const share = shareOf(id, window, ofInvoice);
    if (share.credits < 0n) changedTo = share.planName;
    shares.push(share);
    ahead = settle(shares, ahead);
  }
  return { start, end, shares: shares.filter(({ credits }) => credits > 0n), changedTo };
}

/** Deducts the last share's credit from earlier ones, and an earlier credit from it. Returns what is left. */
function settle(shares: WindowShare[], ahead: bigint): bigint {
  const last = shares.at(-1);
  if (!last) return ahead;
  let left = ahead;
  if (last.credits < 0n) {
    left -= last.credits;
    last.credits = 0n;
  }
  for (const share of shares.toReversed()) {
    const rest = share.credits - left;
    left = rest < 0n ? -rest : 0n;
    share.credits = rest < 0n ? 0n : rest;
  }
  return left;
}

function byInvoice(lines: readonly PaidLine[]): PaidLine[][] {
  const inOrder = [...lines].sort((a, b) => a.invoicedAt.getTime() - b.invoicedAt.getTime());
  const invoices = new Set(inOrder.map(({ invoice }) => invoice));
  return [...invoices].map((invoice) => inOrder.filter((line) => line.invoice === invoice));
}

function shareOf(id: string, { start, end }: RefillWindow, lines: readonly PaidLine[]): WindowShare {
  const within = (line: PaidLine) =>
    Math.min(line.endAt.getTime(), end.getTime()) - Math.max(line.startAt.getTime(), start.getTime());
  const product = lines.reduce((sum, line) => {
    const credits = line.creditsPerMonth * BigInt(within(line));
    return line.isCredit ? sum - credits : sum + credits;
  }, 0n);
  const whole = BigInt(end.getTime() - start.getTime());
  const isOnlyCredited = lines.every(({ isCredit }) => isCredit);
  const began = Math.min(...lines.map(({ startAt }) => startAt.getTime()));
  const [first] = lines;
  const lastOf = (those: readonly PaidLine[]) =>
    those.toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime()).at(-1);
  const charged = lastOf(lines.filter(({ isCredit }) => !isCredit)) ?? lastOf(lines);
  return {
    sourceKey: lotKeys.share({ subscriptionId: id, start, invoice: first?.invoice ?? null }),
    credits: isOnlyCredited ? product / whole : roundedDown(product, whole),
    planName: charged?.planName ?? "",
    invoice: first?.invoice ?? null,
    isGiven: first?.isGiven ?? false,
    paymentId: first?.paymentId ?? null,
    from: new Date(Math.max(began, start.getTime())),
    paidAt: first?.paidAt ?? start,
  };
}

/** Bigint division truncates; negative results must be rounded away from zero. */
function roundedDown(product: bigint, whole: bigint): bigint {
  return product >= 0n ? product / whole : -((-product + whole - 1n) / whole);
}
