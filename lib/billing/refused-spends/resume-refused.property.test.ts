import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { giveUpRefused, purgeRefused } from "@/lib/billing/refused-spends/queries";
import { recordRefused } from "@/lib/billing/refused-spends/record-refused";
import { type PricedAgain, resumeRefused } from "@/lib/billing/refused-spends/resume-refused";
import type { RefusedVerb } from "@/lib/billing/refused-spends/types";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const JOBS = 3;
const job = fc.nat(JOBS - 1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("ask" as const), job }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("resume" as const), job, end: fc.constantFrom("ok", "lost", "killed") }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pay" as const), amount: fc.bigInt(1n, 30n) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("giveUp" as const), job }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 12, 24) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const jobs = fc.array(fc.record({ verb: fc.constantFrom<RefusedVerb>("SPEND", "HOLD"), amount: fc.bigInt(1n, 20n) }), {
  minLength: JOBS,
  maxLength: JOBS,
});
/** What happens at the same moment, again and again. */
const moments = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 12 });

test("whatever is refused, retried, paid, resumed at once, lost or killed: a spend is made at most once, and exactly one caller is told to go on", async () => {
  const property = fc.asyncProperty(jobs, moments, goesOnOnce);
  await proveWithin(25_000, property, { numRuns: budget({ daily: 25, full: 200 }) });
});

type Job = { key: string; verb: RefusedVerb; amount: bigint };

class Killed extends Error {}

async function goesOnOnce(wanted: Pick<Job, "verb" | "amount">[], steps: Step[][]): Promise<void> {
  const accountId = await accountWith(db, { pack: { amount: 5n } });
  const all = wanted.map((one): Job => ({ ...one, key: randomUUID() }));
  const refusals = new Map<Job, string>();
  /** Who was told to go on with each job: a caller whose own request did it, or one that claimed it. */
  const told = new Map<Job, string[]>(all.map((one) => [one, []]));
  const lost: { job: Job; claim: string }[] = [];
  let now = NOON;

  const requestOf = ({ amount }: Job) => ({ amount, actor: "system" as const });
  const attempt = ({ verb, ...rest }: Job) => {
    const request = { accountId, idempotencyKey: rest.key, ...requestOf({ verb, ...rest }) };
    return verb === "SPEND" ? debit(db.sql, request, now) : placeHold(db.sql, request, now);
  };
  const ask = async (one: Job) => {
    const done = await attempt(one);
    if (done.ok) {
      if (!done.replayed) told.get(one)?.push("its own request");
      return;
    }
    expect(done.reason).toBe("insufficient_credits");
    const { key: idempotencyKey, verb, amount } = one;
    const refusal = { userId: accountId, idempotencyKey, verb, request: {}, required: amount, actor: "system" };
    const kept = await recordRefused(db.sql, refusal, now);
    if (kept) refusals.set(one, kept.id);
  };
  const goOn = async (one: Job, claim: string, isKilled: boolean) => {
    const price = async (): Promise<PricedAgain> => {
      // Before the transaction commits.
      if (isKilled) throw new Killed();
      return { verb: one.verb, request: requestOf(one) };
    };
    return resumeRefused(db, { id: refusals.get(one) ?? randomUUID(), userId: accountId, claim }, price, now);
  };
  const resume = async (one: Job, end: "ok" | "lost" | "killed") => {
    const claim = randomUUID();
    const resumed = await goOn(one, claim, end === "killed").catch((error: unknown) => {
      if (error instanceof Killed) return null;
      throw error;
    });
    if (resumed?.ok && resumed.claimed && end === "ok") told.get(one)?.push(claim);
    if (resumed?.ok && end === "lost") lost.push({ job: one, claim });
  };

  for (const moment of steps) {
    await Promise.all(
      moment.map(async (action) => {
        if (action.do === "wait") return;
        if (action.do === "pay") {
          const payment = {
            accountId,
            kind: "PACK",
            amount: action.amount,
            sourceKey: randomUUID(),
            actor: "system",
          } as const;
          await grant(db.sql, payment, now);
          return;
        }
        const one = all[action.job];
        if (!one) throw new Error("There is no such job.");
        if (action.do === "ask") return ask(one);
        if (action.do === "resume") return resume(one, action.end);
        const id = refusals.get(one);
        if (id) await giveUpRefused(db.sql, { id, userId: accountId });
      }),
    );
    // Whose answer was lost asks again with the same claim, while what was refused is still kept.
    for (const { job: one, claim } of lost.splice(0)) {
      const again = await goOn(one, claim, false);
      if (again.ok && again.claimed) told.get(one)?.push(claim);
    }
    for (const action of moment) if (action.do === "wait") now = after(now, action.hours * HOUR);
    await purgeRefused(db.sql, now);
  }

  for (const one of all) {
    const where = { accountId, idempotencyKey: one.key };
    const made =
      one.verb === "SPEND" ? await db.prisma.ledgerEntry.count({ where }) : await db.prisma.creditHold.count({ where });
    expect(made).toBeLessThanOrEqual(1);
    expect(new Set(told.get(one)).size).toBe(made);
    expect(told.get(one)).toHaveLength(made);
  }
  expect(await verify(db.sql, accountId, now)).toEqual([]);
}
