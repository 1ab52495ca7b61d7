import { compare } from "@/bench/compare";
import { looped } from "@/bench/measure";
import { listUsers } from "@/lib/account/list/list-users";
import type { UserFilter } from "@/lib/account/list/user-filter";
import { USER_SORTS } from "@/lib/account/list/user-order";
import type { Database } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

const PAGE = 50;

/** The 95th percentiles, in ms, of the first page of the list of users: in each order, and in the usual one by each filter. */
export async function firstPagesOfUsers({ prisma }: Database): Promise<Record<string, number>> {
  const sorted = USER_SORTS.map((sort) => [sort, () => listUsers(prisma, { sort, limit: PAGE })] as const);
  const filtered = Object.entries(filters()).flatMap(([name, filter]) =>
    (["newest", "balance"] as const).map(
      (sort) => [`${name}, ${sort}`, () => listUsers(prisma, { ...filter, sort, limit: PAGE })] as const,
    ),
  );
  const pages = Object.fromEntries([...sorted, ...filtered].map(([name, page]) => [name, looped(page)]));
  const { figures } = await compare(pages, { callers: 1, seconds: 1, rounds: 1, warmUpSeconds: 0.2 });
  return Object.fromEntries(Object.entries(figures).map(([name, { p95Ms }]) => [name, p95Ms]));
}

/** Each filter once, and some that few or none match, for which the most is read. */
function filters(): Record<string, UserFilter> {
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  return {
    "search: many": { search: "person" },
    "search: one": { search: "person-31415@" },
    "search: none": { search: "nobody-has-this" },
    "plan: paid": { plan: "bench" },
    "plan: free": { plan: "bench_free" },
    "plan: none": { plan: "none" },
    "version: older": { planVersion: "older" },
    "version: 1": { planVersion: 1 },
    "move: ready": { versionMove: "ready" },
    "status: active": { status: "ACTIVE" },
    "status: past due": { status: "PAST_DUE" },
    "balance: at most 0": { maxBalance: 0n },
    "balance: at least 1": { minBalance: 1n },
    verified: { verified: true },
    unverified: { verified: false },
    locked: { locked: true },
    debt: { debt: true },
    admins: { role: "ADMIN" },
    deleted: { deleted: true },
    "seen: 7 days": { seenSince: ago(7) },
    "not seen: 90 days": { notSeenSince: ago(90) },
    "not seen: 900 days": { notSeenSince: ago(900) },
  };
}
