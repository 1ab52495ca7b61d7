// @module-tag full
import { afterEach, describe, it } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { onInvoice } from "@/lib/billing/testing/invoiced";
import { proveAnyOrder } from "@/lib/billing/testing/prove-any-order";
import { BANK_THAT_FAILS, BANK_THAT_PAYS, billingWorld } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { stripe } = world;
const at = atStripe(world);

const invoiced = onInvoice(world);

const FREE = "GRANT 50 = 50";
const DISPUTED = "4000000000000259";
const REFUNDS_FAIL = "4000000000005126";
const AT_MOST = 240_000;

afterEach(() => world.cancelAll(), AT_MOST);

describe("with events in any order, repeated, or lost and recovered,", () => {
  it("a pack with a bonus ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_2500");
    await proveAnyOrder(world, person, [FREE, "GRANT 2500 = 2550", "GRANT 250 = 2800"]);
  });

  it("a pack paid by a bank debit that succeeds ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_500", 1, BANK_THAT_PAYS);
    await world.advance({ hours: 24 * 6 });
    await proveAnyOrder(world, person, [FREE, "GRANT 500 = 550"]);
  });

  it("a pack paid by a bank debit that fails ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_500", 1, BANK_THAT_FAILS);
    await world.advance({ hours: 24 * 6 });
    await proveAnyOrder(world, person, [FREE]);
  });

  it("two refunds of a pack end in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_500");
    await at.refundLast(person, 1_998);
    await at.refundLast(person);
    await proveAnyOrder(world, person, [FREE, "GRANT 500 = 550", "CLAWBACK -500 = 50"]);
  });

  it("two refunds of a subscription end in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await at.refundLast(person, 500);
    await at.refundLast(person, 1_000);
    await proveAnyOrder(world, person, [FREE, "RESET -50 = 0", "GRANT 200 = 200", "CLAWBACK -150 = 50"]);
  });

  it("an invoice that was credited, paid in two parts and refunded in three ways ends in one state", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const { person, invoice } = await invoiced.starter();
    await stripe.creditNotes.create({ invoice, amount: 400 });
    const part = await invoiced.payPart(person, invoice, 600);
    await invoiced.pay(invoice);
    await stripe.refunds.create({ payment_intent: part, amount: 200 });
    const ways = { refund_amount: 100, credit_amount: 300, out_of_band_amount: 200 };
    await stripe.creditNotes.create({ invoice, amount: 600, ...ways });
    // $8 of the $16 that was paid.
    await proveAnyOrder(world, person, [FREE, "RESET -50 = 0", "GRANT 200 = 200", "CLAWBACK -100 = 100"]);
  });

  it(
    "a failed refund ends in one state",
    async () => {
      const person = await world.signUp();
      await world.buyPack(person, "pack_500", 1, REFUNDS_FAIL);
      await at.refundLast(person, 3_000);
      await world.deliver();
      await world.advance({ hours: 24 * 8 });
      const taken = [FREE, "GRANT 500 = 550", "CLAWBACK -250 = 300"];
      await proveAnyOrder(world, person, [...taken, "REINSTATEMENT 250 = 550"]);
    },
    AT_MOST,
  );

  it("a failed refund of a subscription ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month", REFUNDS_FAIL);
    await at.refundLast(person, 500);
    await world.advance({ hours: 24 * 8 });
    await proveAnyOrder(world, person, [FREE, "RESET -50 = 0", "GRANT 200 = 200"]);
  });

  it(
    "a lost dispute ends in one state",
    async () => {
      const person = await world.signUp();
      await world.buyPack(person, "pack_500", 1, DISPUTED);
      await world.advance({ hours: 1 });
      await stripe.disputes.close(await at.disputeOf(person));
      await proveAnyOrder(world, person, [FREE, "GRANT 500 = 550", "CLAWBACK -500 = 50"]);
    },
    AT_MOST,
  );

  it("a dispute over a subscription ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month", DISPUTED);
    await world.advance({ hours: 1 });
    await proveAnyOrder(world, person, [FREE, "RESET -50 = 0", "GRANT 200 = 200"]);
  });

  it(
    "a won dispute that froze the credits ends in one state",
    async () => {
      const person = await world.signUp();
      await world.buyPack(person, "pack_500", 1, DISPUTED);
      await world.advance({ hours: 1 });
      await world.deliver();
      const evidence = { uncategorized_text: "winning_evidence" };
      await stripe.disputes.update(await at.disputeOf(person), { evidence, submit: true });
      await world.advance({ hours: 24 });
      await proveAnyOrder(world, person, [FREE, "GRANT 500 = 550"]);
    },
    AT_MOST,
  );

  it(
    "a lost dispute that froze the credits ends in one state",
    async () => {
      const person = await world.signUp();
      await world.buyPack(person, "pack_500", 1, DISPUTED);
      await world.advance({ hours: 1 });
      await world.deliver();
      await stripe.disputes.close(await at.disputeOf(person));
      await proveAnyOrder(world, person, [FREE, "GRANT 500 = 550", "CLAWBACK -500 = 50"]);
    },
    AT_MOST,
  );
});
