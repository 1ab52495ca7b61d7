import { refillDue } from "@/lib/billing/refill-due";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

// `npm run credits:refill`: what the worker does each minute, once, by hand.
const run = await refillDue(database(), await now());
console.log(`Refilled ${run.subscriptions} subscriptions: ${run.windows} windows, ${run.credits} credits.`);
await database().close();
