import { z } from "zod";
import { moveOffsetMs } from "@/lib/clock";
import { closeDatabases, database } from "@/lib/db";
import { env } from "@/lib/env";

// A new database of the demo begins at the local Stripe's time, which may be long ago.
const { prisma } = database();
if ((await prisma.localClock.count()) === 0) {
  const { STRIPE_API_BASE } = env();
  const clock = await (await fetch(`${STRIPE_API_BASE}/_local/clock`)).json();
  await moveOffsetMs(prisma, z.object({ offsetMs: z.number() }).parse(clock).offsetMs);
}
await closeDatabases();
