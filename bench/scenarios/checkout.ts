import { startLocalStripe } from "@refill/local-stripe";
import { compare } from "@/bench/compare";
import { costOf } from "@/bench/costs/usage";
import { countStatements, watchStatements } from "@/bench/count-statements";
import { loadAccounts } from "@/bench/data/accounts";
import { looped } from "@/bench/measure";
import { floorRow, type Row, type Scenario } from "@/bench/scenario";
import { benchSettings } from "@/bench/settings";
import { createPurchaseLimit } from "@/lib/billing/purchase-limit";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { createDatabase } from "@/lib/db";
import { log } from "@/lib/log";
import { createStripeClient } from "@/lib/stripe/client";

const PRICE = "refill_starter_month";

export const checkoutScenario: Scenario = {
  name: "checkout",
  title: "The start of a checkout, with a local Stripe in the same process",
  run: ({ server, quick, pace }) =>
    server.withDatabase(async (bench) => {
      const local = await startLocalStripe({ port: 0, dataDir: null });
      Object.assign(process.env, benchSettings(bench.url, local.url));
      // Otherwise each request to Stripe writes a line.
      log.level = "warn";
      const stripe = createStripeClient("sk_test_local", local.url);
      // As the app opens it, and watched from its first connection on.
      watchStatements();
      const database = createDatabase(bench.url);
      try {
        await loadAccounts(server, bench, { accounts: 1_000 });
        await applyCatalogue(
          { database: bench, stripe },
          (await import("@/prisma/catalogue/default")).catalogue,
          new Date(),
        );
        await bench.sql`UPDATE "user" SET email_verified = now()`;
        const people = (await bench.prisma.user.findMany({ select: { id: true } })).map(({ id }) => id);
        const { stripePriceId } = await bench.prisma.price.findFirstOrThrow({ where: { lookupKey: PRICE } });
        const customers = await Promise.all(
          Array.from(
            { length: 100 },
            async (_, nth) => (await stripe.customers.create({ email: `${nth}@example.com` })).id,
          ),
        );
        const services: CallerServices = { database, stripe, purchases: createPurchaseLimit(database.pool, 1_000_000) };
        const begin = async (turn: number) => {
          const order = { userId: people[turn % people.length] ?? "", price: PRICE };
          const started = await startSubscriptionCheckout(services, order, new Date());
          if (!started.ok) throw new Error(`A checkout was not started: ${started.reason}.`);
        };
        // A session and nothing else: what cannot be saved.
        const session = (turn: number) =>
          stripe.checkout.sessions.create({
            mode: "subscription",
            customer: customers[turn % customers.length] ?? "",
            line_items: [{ price: stripePriceId ?? "", quantity: 1 }],
            success_url: "http://127.0.0.1:3000/billing/success?session_id={CHECKOUT_SESSION_ID}",
            cancel_url: "http://127.0.0.1:3000/pricing",
          });
        const rows: Row[] = [];
        for (const callers of [1, 8]) {
          const candidates = { session: looped(session), checkout: looped(begin) };
          const { figures, ratio, p99Ratio } = await compare(candidates, { ...pace, callers });
          rows.push(floorRow("a session at the local Stripe", callers, figures.session));
          const [faster, slower] = [ratio("checkout", "session"), p99Ratio("checkout", "session")];
          const beside = { against: "a session at the local Stripe", ratio: faster, p99Ratio: slower };
          rows.push({ what: "start of a checkout", callers, ...beside, ...figures.checkout });
        }
        let requests = 0;
        stripe.on("request", () => {
          requests += 1;
        });
        const statements = await countStatements(() => begin(0));
        const perCheckout = requests;
        const count = quick ? 50 : 300;
        const cost = await costOf("start of a checkout", { database: bench, nodePid: process.pid }, async () => {
          for (let turn = 0; turn < count; turn += 1) await begin(turn);
          return count;
        });
        const facts = { statements, requests: perCheckout, postgresMs: cost.postgresMs, nodeMs: cost.nodeMs };
        console.table([facts]);
        return { rows, goals: [], facts };
      } finally {
        await database.close();
        await local.close();
      }
    }),
};
