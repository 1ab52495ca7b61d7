import { now } from "@/lib/clock";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { moveTime } from "@/lib/jobs/move-time";
import { HOUR_MS } from "@/lib/time";
import type { BusinessAct, PersonalAct, Use } from "./acts";
import { perform, signUp } from "./perform";
import type { Life, Script } from "./script";
import { settled } from "./settled";
import { spendAll } from "./spend-all";
import type { Member, Outcome, Stage } from "./stage";
import { bank, business, support } from "./support";

type Playing = Stage & { script: Script; to: Date; onDay?: (now: Date) => void };

const STEP_HOURS = 24;
const PEOPLE_AT_ONCE = 6;

type Due = { acts: { index: number; acts: PersonalAct[] }[]; business: BusinessAct[]; at: number };

/**
 * Carries out a script: moves the clock of the app and of the local Stripe from day to day, and does what people do on that
 * day while what follows from it is processed. Somebody's acts follow one another; those of different people happen at the
 * same time. Returns how often each act had each outcome.
 */
export async function play(playing: Playing): Promise<Map<string, number>> {
  const { script, to, onDay } = playing;
  const outcomes = new Map<string, number>();
  const note = (act: string, outcome: Outcome) => {
    const name = `${act}: ${outcome}`;
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  };
  for (const due of steps(script)) {
    const at = new Date(script.first.getTime() + due.at * HOUR_MS);
    const today = await moveTo(at < to ? at : to);
    if (due.business.length > 0) await settled(playing);
    for (const act of due.business) note(act.do, await business(playing, act, today));
    // As on any day, people do not wait for what the new day brings, and meanwhile both cores have work.
    const people = inParallel(due.acts, PEOPLE_AT_ONCE, async ({ index, acts }) => {
      for (const act of acts) if (act.do !== "spend") note(act.do, await doOne(playing, index, act, await now()));
    });
    await Promise.all([people, settled(playing)]);
    await CRON_TASKS.get("low-balances")?.(today);
    const uses = due.acts.flatMap(({ index, acts }) => usesOf(playing.members.get(index), acts));
    // Whatever granted the credits that were bought meanwhile, the page or the webhook, they are there by now.
    for (const outcome of await spendAll(playing, uses, await now())) note("spend", outcome);
    onDay?.(today);
  }
  // A year that ends now has taken a while: the clock catches up.
  const present = new Date();
  await moveTo(to > present ? to : present);
  await settled(playing);
  return outcomes;
}

/** The acts of each step, in the order of the steps. A day on which nobody does anything is one as well. */
function steps({ lives, business: plans }: Script): Due[] {
  const due = new Map<number, Due>();
  const stepOf = (hour: number): Due => {
    const step = Math.floor(hour / STEP_HOURS);
    const known = due.get(step) ?? { acts: [], business: [], at: 0 };
    due.set(step, known);
    known.at = Math.max(known.at, hour);
    return known;
  };
  for (const { hour, act } of plans) stepOf(hour).business.push(act);
  for (const [index, life] of lives.entries()) {
    for (const { hour, act } of life.acts) {
      const { acts } = stepOf(hour);
      const own = acts.at(-1)?.index === index ? acts.at(-1) : undefined;
      if (own) own.acts.push(act);
      else acts.push({ index, acts: [act] });
    }
  }
  return [...due.entries()].toSorted(([a], [b]) => a - b).map(([, one]) => one);
}

async function moveTo(at: Date): Promise<Date> {
  const before = await now();
  if (at > before) {
    // A day's webhooks arrive together, so that one sync answers several.
    const moved = await moveTime({ to: at }, { wait: false });
    if (!moved.ok) throw new Error(`The clock does not move: ${moved.reason}.`);
  }
  return now();
}

async function doOne(playing: Playing, index: number, act: PersonalAct, today: Date): Promise<Outcome> {
  const life = playing.script.lives[index];
  if (!life) throw new Error(`There is no life ${index}.`);
  if (act.do === "sign up") {
    const member = await signUp(playing, life, act, today);
    if (!member) return "address_taken";
    playing.members.set(index, member);
    return "done";
  }
  const member = playing.members.get(index);
  return member ? performAs(playing, { ...member, ...life }, act, today) : "not_signed_up";
}

async function performAs(
  stage: Stage,
  who: Member & Life,
  act: Exclude<PersonalAct, { do: "sign up" }>,
  today: Date,
): Promise<Outcome> {
  switch (act.do) {
    case "spend":
      throw new Error("Spends are made together.");
    case "gift":
    case "take back":
    case "refund":
    case "note":
      return support(stage, who, act, today);
    case "dispute":
    case "decide dispute":
      return bank(stage, who, act);
    default:
      return perform(stage, who, act, today);
  }
}

function usesOf(
  member: Member | undefined,
  acts: readonly PersonalAct[],
): { accountId: string; uses: readonly Use[] }[] {
  if (!member) return [];
  return acts.flatMap((act) => (act.do === "spend" ? [{ accountId: member.accountId, uses: act.uses }] : []));
}

async function inParallel<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<void>) {
  const left = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let next = left.shift(); next; next = left.shift()) await work(next);
    }),
  );
}
