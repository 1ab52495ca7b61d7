import { addMonths, DAY_MS, HOUR_MS } from "@/lib/time";
import type { BusinessAct, PersonalAct, Planned } from "./acts";
import { DAY, Diary } from "./diary";
import { buyer, signsUp, subscriber, visitor } from "./ordinary-lives";
import { type Identity, identities } from "./people";
import { type Random, seeded } from "./random";
import { LAST_STORY, largeAccount, STORIES, STORY } from "./told-lives";

export type Life = Identity & { acts: Planned<PersonalAct>[] };

/** Everything that happens, known before it begins. Lives are in the order of their sign-ups. */
export type Script = { first: Date; lives: Life[]; business: Planned<BusinessAct>[] };

export type YearOptions = {
  /** The first and the last moment. */
  from: Date;
  to: Date;
  users: number;
  /** The same seed makes the same people do the same things, on the same days after the first. */
  seed: number;
};

const CODES: BusinessAct[] = [
  { do: "create code", code: "HELLO100", credits: 100, days: 90, maxRedemptions: 40, description: "Launch" },
  { do: "create code", code: "PARTNER250", credits: 250, days: 120, maxRedemptions: 20, description: "Partners" },
];

const GIFTS = ["Reported a fault", "Waited for support", "Spoke at our meetup", "Helped to translate"];

/** Writes the whole script. It has every kind of event when there are at least 24 users and ten weeks. */
export function writeScript({ from, to, users, seed }: YearOptions): Script {
  const first = new Date(Math.floor(from.getTime() / DAY_MS) * DAY_MS);
  const begin = (from.getTime() - first.getTime()) / HOUR_MS;
  const end = (to.getTime() - first.getTime()) / HOUR_MS;
  const random = seeded(seed);
  const people = identities(random, users);
  const offer = begin + 0.02 * (end - begin);
  const lives = roles(random, { begin, end, users, first }).map(({ start, role }, index) => {
    const life = new Diary(seeded(seed + 7_919 * (index + 1)), index, start, end);
    play(life, role);
    return { ...(people[index] ?? unknown()), acts: life.inOrder() };
  });
  const codes = CODES.map((act, nth) => ({ hour: begin + 1 + (nth * (end - begin)) / 2, act }));
  const trial = { do: "offer trial", plan: "pro", days: 14, credits: 100 } as const;
  return { first, lives, business: [...codes, { hour: offer, act: trial }].toSorted((a, b) => a.hour - b.hour) };
}

type Role = { story: keyof typeof STORIES } | { kind: "large" | "ordinary" };
type Span = { begin: number; end: number; users: number; first: Date };

/** Who signs up when, earliest first: every story once, some large accounts, and everybody else. */
function roles(random: Random, span: Span): { start: number; role: Role }[] {
  const { begin, end, users } = span;
  const told = Object.entries(STORIES).map(([story, { at }]) => {
    const latest = end - STORY;
    const early = begin + 0.05 * (end - begin);
    const start = at === "the end" ? end - LAST_STORY : random.between(Math.min(early, latest), latest);
    return { start: start + random.between(0, 6), role: { story } };
  });
  const large = Array.from({ length: Math.ceil(users / 50) }, (_, nth) => ({
    start: begin + DAY + random.between(0.05, 0.85) * (end - begin) * ((nth + 1) / Math.ceil(users / 50)),
    role: { kind: "large" as const },
  }));
  const days = signUpDays(span);
  const others = Array.from({ length: users - told.length - large.length }, () => ({
    start: Math.max(begin + 0.1, random.weighted(days) * DAY + random.between(7, 22)),
    role: { kind: "ordinary" as const },
  }));
  return [...told, ...large, ...others].toSorted((a, b) => a.start - b.start);
}

/** More people from month to month, fewer on weekends, in summer and around the end of the year. */
function signUpDays({ begin, end, first }: Span): (readonly [number, number])[] {
  const [from, until] = [Math.floor(begin / DAY), Math.floor((end - 2 * DAY) / DAY)];
  return Array.from({ length: until - from }, (_, nth) => {
    const date = new Date(first.getTime() + (from + nth) * DAY_MS);
    const growth = 1 + (2.2 * nth) / (until - from);
    const weekend = [0, 6].includes(date.getUTCDay()) ? 0.45 : 1;
    return [from + nth, growth * weekend * (SEASON[date.getUTCMonth()] ?? 1)] as const;
  });
}

const SEASON = [1.15, 1.05, 1.1, 1, 1, 0.9, 0.75, 0.75, 1.15, 1.15, 1.1, 0.7];

function play(life: Diary, role: Role): void {
  const { random, person } = life;
  if ("story" in role) {
    life.add(life.start, { do: "sign up", verified: "at once", invitedBy: null });
    STORIES[role.story]?.tell(life, life.start);
    return;
  }
  if (role.kind === "large") {
    life.add(life.start, { do: "sign up", verified: "at once", invitedBy: null });
    largeAccount(life, life.start);
    return;
  }
  const invitedBy = person > 5 && random.chance(0.14) ? random.whole(0, Math.floor(person * 0.7)) : null;
  const verified = signsUp(life, invitedBy);
  if (verified === null) return;
  if (random.chance(0.12)) {
    const isEarly = life.start < life.end / 2;
    life.add(verified + 1, { do: "redeem", code: isEarly ? "HELLO100" : "PARTNER250" });
  }
  if (random.chance(0.04)) {
    const gift = { credits: random.pick([50, 100, 250, 500]), days: random.pick([30, 90, null]) };
    life.add(verified + random.between(2, 40) * DAY, { do: "gift", ...gift, reason: random.pick(GIFTS) });
  }
  // Somebody who was invited is more likely to pay.
  const kind = random.weighted([
    [subscriber, invitedBy === null ? 20 : 45],
    [buyer, 7],
    [visitor, 73],
  ]);
  kind(life, verified);
}

function unknown(): never {
  throw new Error("There are fewer people than lives.");
}

/** A year that ends at this moment. */
export const yearUntil = (to: Date): { from: Date; to: Date } => ({ from: addMonths(to, -12), to });
