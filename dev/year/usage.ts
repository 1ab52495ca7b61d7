import type { Use } from "./acts";
import type { Random } from "./random";

/** How somebody uses the product: a little on most days, or much on few. */
export type Habit = { kind: "steady" | "bursty"; creditsPerMonth: number };

const DAY = 24;
const MONTH_DAYS = 30;

/** What the default rate card asks for: units of a meter for one credit (prisma/catalogue/default.ts). */
const METERS = [
  ["chat_tokens_out", 2_000, 5],
  ["chat_tokens_in", 10_000, 2],
  ["page", 2, 2],
  ["image", 0.25, 2],
  ["audio_minute", 1, 1],
] as const;

/** The days on which somebody uses the product, and what they use on each. */
export function uses(random: Random, habit: Habit, from: number, until: number): { hour: number; list: Use[] }[] {
  const share = habit.kind === "steady" ? 0.45 : 0.08;
  const perDay = habit.creditsPerMonth / MONTH_DAYS / share;
  const days: { hour: number; list: Use[] }[] = [];
  for (let day = Math.floor(from / DAY); day * DAY < until; day++) {
    const hour = day * DAY + random.between(7, 22);
    if (!random.chance(share) || hour <= from || hour >= until) continue;
    days.push({ hour, list: usesOf(random, perDay * random.between(0.5, 1.5)) });
  }
  return days;
}

/** One to four uses that come to about so many credits. */
function usesOf(random: Random, credits: number): Use[] {
  const count = random.whole(1, 4);
  return Array.from({ length: count }, () => {
    const [meter, perCredit] = random.weighted(METERS.map((one) => [one, one[2]] as const));
    return { meter, quantity: Math.max(1, Math.round((credits / count) * perCredit)) };
  });
}
