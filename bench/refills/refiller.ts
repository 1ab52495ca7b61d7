import { refillDue } from "@/lib/billing/refills/refill-due";
import { refillOne } from "@/lib/billing/refills/refill-one";
import { closeDatabases, database } from "@/lib/db";
import type { Order, Refilled } from "./child";

// As many at once as there are sets.
const AT_ONCE = 3;

process.on("message", (order) => void obey(order as Order));
process.once("disconnect", () => void closeDatabases());

async function obey({ now, oneByOne }: Order): Promise<void> {
  const at = new Date(now);
  const started = performance.now();
  const windows = oneByOne ? await refillSome(oneByOne, at) : (await refillDue(database("worker"), at)).windows;
  process.send?.({ windows, seconds: (performance.now() - started) / 1_000 } satisfies Refilled);
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
