import { createServer, type IncomingMessage } from "node:http";
import Stripe from "stripe";
import type { LocalStripe } from "../core/public-types";
import { startLocalStripe } from "../start";

/** What the tests share: a server in memory, the official SDK in front of it, and a browser reduced to its forms. */
export interface Kit {
  server: LocalStripe;
  stripe: Stripe;
  local(path: string, body?: object): Promise<Record<string, unknown>>;
  /** Types of all events since the server was started here, oldest first. */
  eventTypes(): Promise<string[]>;
  /** Fails when an update was sent that changed nothing. */
  close(): Promise<void>;
}

/** In the middle of a month: a test that moves on by months means the same whatever the day is. */
export async function startKit(webhook?: { url: string; secret: string }): Promise<Kit> {
  const server = await startLocalStripe({ port: 0, dataDir: null, ...(webhook === undefined ? {} : { webhook }) });
  await server.advanceTo(nextTenth(server.now()));
  return kitFor(server);
}

/** Noon of the next tenth of a month, in seconds as `now`. */
export function nextTenth(now: number): number {
  const date = new Date(now * 1000);
  const tenth = (ahead: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 10, 12) / 1000;
  return tenth(0) > now ? tenth(0) : tenth(1);
}

export function kitFor(server: LocalStripe): Kit {
  const stripe = sdk(server.port);
  // Kept here, because the server drops events after 30 days.
  const types: string[] = [];
  const empty: string[] = [];
  server.onEvent((event) => {
    types.push(event.type);
    if (saysNothing(event)) empty.push(event.type);
  });
  return {
    server,
    stripe,
    local: async (path, body) => {
      const headers = { "content-type": "application/json" };
      const init = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
      const response = await fetch(`${server.url}/_local${path}`, init);
      const answer: Record<string, unknown> = await response.json();
      if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
    eventTypes: async () => [...types],
    close: async () => {
      await server.close();
      if (empty.length > 0) throw new Error(`updates without a difference were sent: ${empty.join(", ")}`);
    },
  };
}

/** An update has to name what changed. Source: https://docs.stripe.com/api/events/object#event_object-data-previous_attributes */
function saysNothing({ type, data }: { type: string; data: { previous_attributes?: object } }): boolean {
  const { previous_attributes: previous } = data;
  return type.endsWith(".updated") && (previous === undefined || Object.keys(previous).length === 0);
}

export function sdk(port: number): Stripe {
  return new Stripe("sk_test_local", { host: "localhost", port, protocol: "http", maxNetworkRetries: 0 });
}

export const goodCard = { card_number: "4242 4242 4242 4242", expiry: "12 / 39", cvc: "123", name: "Ada Lovelace" };

/** Posts a hosted form as a browser does, without following where it leads. */
export function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
}

export async function monthlyPrice(
  stripe: Stripe,
  cents = 900,
  interval: "month" | "year" = "month",
): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: "usd",
    unit_amount: cents,
    recurring: { interval },
    product_data: { name: "Starter" },
  });
}

/** A customer who subscribed through Checkout; answers with the completed session. */
export async function subscribeByCheckout(
  kit: Kit,
  price: string,
  card: Record<string, string> = goodCard,
): Promise<{ customer: string; subscription: string; session: Stripe.Checkout.Session }> {
  const customer = await kit.stripe.customers.create({ email: "ada@example.com" });
  const opened = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price, quantity: 1 }],
    success_url: "http://localhost:3000/ok?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost:3000/pricing",
    subscription_data: { metadata: { userId: "u1" } },
    metadata: { from: "test" },
  });
  const response = await submit(opened.url ?? "", card);
  if (response.status !== 303) throw new Error(`checkout answered ${response.status}: ${await response.text()}`);
  const session = await kit.stripe.checkout.sessions.retrieve(opened.id);
  return { customer: customer.id, subscription: idOf(session.subscription), session };
}

/** Replaces the card a subscription is paid with, through the portal. */
export async function changeCard(kit: Kit, customer: string, number: string): Promise<Response> {
  const portal = await kit.stripe.billingPortal.sessions.create({ customer });
  return submit(`${portal.url}/cards/new`, { ...goodCard, card_number: number });
}

export function idOf(reference: string | { id: string } | null | undefined): string {
  if (reference === null || reference === undefined) throw new Error("there is no reference");
  return typeof reference === "string" ? reference : reference.id;
}

export interface Received {
  body: string;
  signature: string;
}

/** An application's webhook endpoint; `answer` decides the status of each delivery. */
export async function startReceiver(answer: (received: Received) => number = () => 200): Promise<{
  url: string;
  received: Received[];
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const entry = { body, signature: String(request.headers["stripe-signature"]) };
      received.push(entry);
      response.statusCode = answer(entry);
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  return {
    url: `http://localhost:${address.port}/hook`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** The error of an API call; fails the test when the call succeeds. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("the call was not refused");
}
