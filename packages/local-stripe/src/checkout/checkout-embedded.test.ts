import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, refusal, startKit, submit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const back = "http://localhost:3000/done?session={CHECKOUT_SESSION_ID}";
const item = {
  quantity: 1,
  price_data: { currency: "usd", unit_amount: 900, product_data: { name: "Pack" } },
};

function open(more: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session> {
  return kit.stripe.checkout.sessions.create({
    mode: "payment",
    ui_mode: "embedded_page",
    line_items: [item],
    ...more,
  });
}

/** An embedded session has no URL: its page is found by its id. */
const pageOf = ({ id }: Stripe.Checkout.Session) => `${kit.server.url}/c/pay/${id}`;

// Source: https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-client_secret
test("an embedded session has a client secret and no url, and leads to its return_url", async () => {
  const { id: price } = await monthlyPrice(kit.stripe);
  const session = await open({ mode: "subscription", line_items: [{ price, quantity: 1 }], return_url: back });
  expect(session).toMatchObject({
    ui_mode: "embedded_page",
    client_secret: expect.stringMatching(new RegExp(`^${session.id}_secret_\\w+$`)),
    url: null,
    success_url: null,
    cancel_url: null,
    return_url: back,
    redirect_on_completion: "always",
    status: "open",
  });
  const answer = await submit(pageOf(session), { ...goodCard, email: "ada@example.com" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`http://localhost:3000/done?session=${session.id}`);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id);
  expect(done).toMatchObject({ status: "complete", payment_status: "paid" });
  expect(await kit.stripe.subscriptions.retrieve(idOf(done.subscription))).toMatchObject({ status: "active" });
  expect((await kit.eventTypes()).at(-1)).toBe("checkout.session.completed");
});

test("a hosted session has a url and no client secret", async () => {
  const session = await kit.stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [item],
    success_url: "http://localhost:3000/ok",
  });
  expect(session).toMatchObject({ ui_mode: "hosted_page", client_secret: null, url: pageOf(session) });
  expect(session).not.toHaveProperty("redirect_on_completion");
});

// Source: https://docs.stripe.com/payments/checkout/custom-success-page?payment-ui=embedded-form
test("redirect_on_completion decides whether the buyer is redirected; never offers no method that redirects", async () => {
  const buyer = { ...goodCard, email: "ada@example.com" };
  const ifRequired = await open({ return_url: back, redirect_on_completion: "if_required" });
  const answer = await submit(pageOf(ifRequired), buyer);
  expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
  const byWallet = await open({ return_url: back, redirect_on_completion: "if_required" });
  const bank = await submit(pageOf(byWallet), { payment_method: "paypal", email: "ada@example.com" });
  const paid = await submit(new URL(bank.headers.get("location") ?? "", kit.server.url).href, { answer: "complete" });
  expect(paid.headers.get("location")).toBe(`http://localhost:3000/done?session=${byWallet.id}`);
  const never = await open({ redirect_on_completion: "never" });
  expect(never.payment_method_types).toContain("card");
  expect(never.payment_method_types).not.toContain("paypal");
  expect((await submit(pageOf(never), buyer)).status).toBe(200);
  for (const { id } of [ifRequired, byWallet, never]) {
    expect(await kit.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: "complete",
      payment_status: "paid",
    });
  }
});

test("the URLs of the other ui_mode are refused, and return_url is required", async () => {
  const pages = { success_url: "http://localhost:3000/ok" };
  const hosted = (more: Partial<Stripe.Checkout.SessionCreateParams>) =>
    kit.stripe.checkout.sessions.create({ mode: "payment", line_items: [item], ...pages, ...more });
  const refused = [
    open({}),
    open({ return_url: "done" }),
    open({ return_url: back, success_url: pages.success_url }),
    open({ return_url: back, cancel_url: pages.success_url }),
    hosted({ return_url: back }),
    hosted({ redirect_on_completion: "always" }),
    open({ mode: "setup", line_items: undefined, currency: "usd" }),
  ];
  const params = await Promise.all(refused.map(async (call) => (await refusal(call)).param));
  expect(params).toEqual([
    "return_url",
    "return_url",
    "success_url",
    "cancel_url",
    "return_url",
    "redirect_on_completion",
    "return_url",
  ]);
  const setup = await open({ mode: "setup", line_items: undefined, currency: "usd", return_url: back });
  expect(setup).toMatchObject({ client_secret: expect.any(String), url: null });
});

test("a frame is told where the buyer goes; the page is shown to nobody with another client secret", async () => {
  const session = await open({ return_url: back });
  const page = (secret: string) => fetch(`${pageOf(session)}?client_secret=${secret}`);
  expect((await page(`${session.id}_secret_guessed`)).status).toBe(404);
  expect((await page(session.client_secret ?? "")).status).toBe(200);
  const paid = await submit(pageOf(session), { ...goodCard, email: "ada@example.com", framed: "yes" });
  expect(await paid.text()).toContain(`"kind":"complete","url":"http://localhost:3000/done?session=${session.id}"`);
});
