import { randomUUID } from "node:crypto";
import { createUser } from "@/lib/auth/create-user";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { refillOne } from "@/lib/billing/refills/refill-one";
import { closeDatabases, database } from "@/lib/db";
import type { Order, Refilled } from "./child";

// As many at once as there are sets.
const AT_ONCE = 3;

process.on("message", (order) => void obey(order as Order));
process.once("disconnect", () => void closeDatabases());

async function obey({ now, oneByOne, signUps }: Order): Promise<void> {
  const at = new Date(now);
  const started = performance.now();
  if (signUps) await signUpSome(signUps, at);
  const windows = signUps
    ? 0
    : oneByOne
      ? await refillSome(oneByOne, at)
      : (await refillDue(database("worker"), at)).windows;
  process.send?.({ windows, seconds: (performance.now() - started) / 1_000 } satisfies Refilled);
}

async function signUpSome(count: number, now: Date): Promise<void> {
  const waiting = Array.from({ length: count }, () => `${randomUUID()}@example.com`).values();
  const work = async () => {
    for (const email of waiting) await createUser(database(), { email, name: null, passwordHash: "none" }, now);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function refillSome(count: number, now: Date): Promise<number> {
  const due = await database("worker").prisma.subscription.findMany({
    where: { nextRefillAt: { lte: now } },
    orderBy: [{ nextRefillAt: "asc" }, { id: "asc" }],
    select: { id: true, userId: true },
    take: count,
  });
  const waiting = due.values();
  let windows = 0;
  const work = async () => {
    for (const one of waiting) windows += (await refillOne(database("worker"), one, now))?.length ?? 0;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return windows;
}
