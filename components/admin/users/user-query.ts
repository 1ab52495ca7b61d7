import { OLDER, USER_STATUSES } from "@/lib/account/list/current-plan-filter";
import type { UserFilter } from "@/lib/account/list/user-filter";
import type { UserSort } from "@/lib/account/list/user-order";
import { DAY_MS } from "@/lib/time";

/** The filter in the URL of the users page; invalid values are ignored. */
export type UserQuery = Partial<Record<(typeof NAMES)[number], string>>;

const NAMES = ["search", "plan", "version", "price", "move", "status", "is", "min", "max", "seen", "sort"] as const;

export const PARTICULARS = {
  locked: "Locked",
  unverified: "Not verified",
  verified: "Verified",
  debt: "In debt",
  admin: "Admins",
  deleted: "Deleted",
} as const;

export const SEEN = {
  "7": "Seen in the last 7 days",
  "30": "Seen in the last 30 days",
  "not-30": "Not seen for 30 days",
  "not-90": "Not seen for 90 days",
} as const;

export const SORTS: Record<UserSort, string> = {
  newest: "Newest first",
  oldest: "Oldest first",
  email: "By email",
  balance: "Highest balance",
};

export const MOVES = {
  ready: "Would move",
  left: "Would be left alone",
} as const;

const ALLOWED: Partial<Record<(typeof NAMES)[number], (value: string) => boolean>> = {
  version: (value) => value === OLDER || /^\d{1,9}$/.test(value),
  move: isMove,
  status: (value) => isStatus(value),
  is: (value) => Object.hasOwn(PARTICULARS, value),
  min: isCredits,
  max: isCredits,
  seen: (value) => Object.hasOwn(SEEN, value),
  sort: (value) => Object.hasOwn(SORTS, value) && value !== "newest",
};

export function parseUserQuery(query: Record<string, string | string[] | undefined>): UserQuery {
  const given = NAMES.flatMap((name) => {
    const value = query[name];
    const text = typeof value === "string" ? value.trim().slice(0, 255) : "";
    if (text === "" || text === "all" || text.includes("\u0000")) return [];
    return (ALLOWED[name] ?? (() => true))(text) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(given);
}

/** The filter as the list takes it. */
export function toUserFilter(
  { search, plan, version, price, move, status, is, min, max, seen }: UserQuery,
  now: Date,
): UserFilter {
  const [, not, days] = /^(not-)?(\d+)$/.exec(seen ?? "") ?? [];
  const since = days ? new Date(now.getTime() - Number(days) * DAY_MS) : undefined;
  return {
    ...(search && { search }),
    ...(plan && { plan }),
    ...(version && { planVersion: version === OLDER ? OLDER : Number(version) }),
    ...(price && { price }),
    ...(move && isMove(move) && { versionMove: move }),
    ...(status && isStatus(status) && { status }),
    ...(min && { minBalance: BigInt(min) }),
    ...(max && { maxBalance: BigInt(max) }),
    ...(is === "locked" && { locked: true }),
    ...(is === "unverified" && { verified: false }),
    ...(is === "verified" && { verified: true }),
    ...(is === "debt" && { debt: true }),
    ...(is === "admin" && { role: "ADMIN" as const }),
    ...(is === "deleted" && { deleted: true }),
    ...(since && (not ? { notSeenSince: since } : { seenSince: since })),
  };
}

/** The address of the CSV file with the same users. */
export function userExportPath(filter: UserFilter): string {
  const given = Object.entries(filter).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : String(value),
  ]);
  return `/api/v1/admin/export/users.csv?${new URLSearchParams(Object.fromEntries(given))}`;
}

function isStatus(value: string): value is (typeof USER_STATUSES)[number] {
  return USER_STATUSES.some((known) => known === value);
}

function isMove(value: string): value is keyof typeof MOVES {
  return Object.hasOwn(MOVES, value);
}

function isCredits(value: string): boolean {
  return /^-?\d{1,16}$/.test(value);
}
