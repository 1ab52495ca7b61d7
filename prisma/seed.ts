import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import type { Catalogue } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { stripeClient } from "@/lib/stripe/client";

const name = env().CATALOGUE;
if (!/^[a-z0-9-]+$/.test(name))
  throw new Error(`CATALOGUE names a file of prisma/catalogue, such as default; not ${name}.`);
const { catalogue } = (await import(`./catalogue/${name}.ts`)) as { catalogue: Catalogue };

const applied = await applyCatalogue({ database: database(), stripe: stripeClient() }, catalogue, await now());
const list = (keys: string[]) => (keys.length ? keys.join(", ") : "none");
console.log(`Catalogue ${name}: created ${list(applied.created)}; changed ${list(applied.changed)}.`);
console.log(`Stripe: ${applied.pricesCreated} prices created, ${applied.pricesRetired} retired.`);
await database().close();
