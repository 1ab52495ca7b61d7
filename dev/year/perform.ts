import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { createUser } from "@/lib/auth/create-user";
import { markVerified } from "@/lib/auth/email/mark-verified";
import { lockUser } from "@/lib/billing/context";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { payOpenInvoice } from "@/lib/billing/plans/pay-open-invoice";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { reverse } from "@/lib/ledger/reverse";
import type { OwnAct } from "./acts";
import { payByBank, payByCard, saveCardInPortal } from "./on-stripes-pages";
import type { Identity } from "./people";
import { type Member, type Outcome, outcomeOf, type Stage } from "./stage";

type Simple = Exclude<OwnAct, { do: "sign up" | "spend" }>;
type ByName = { [Name in Simple["do"]]: Extract<Simple, { do: Name }> };
type Ways = {
  [Name in keyof ByName]: (stage: Stage, who: Member & Identity, act: ByName[Name], now: Date) => Promise<Outcome>;
};

/** What people do, through the verbs that pages and endpoints call. */
export async function perform<Name extends keyof ByName>(
  stage: Stage,
  who: Member & Identity,
  act: ByName[Name] & { do: Name },
  now: Date,
): Promise<Outcome> {
  return WAYS[act.do](stage, who, act, now);
}

const WAYS: Ways = {
  verify: async ({ services }, { userId }, _act, now) => {
    await services.database.transaction(async (db, sql) => {
      await lockUser(sql, userId);
      await markVerified(db, sql, userId, now);
    });
    return "done";
  },
  subscribe: async ({ services }, who, { price, card }, now) => {
    const started = await startSubscriptionCheckout(services, { userId: who.userId, price }, now);
    return comeBack(services, who, await payByCard(started, card, who), now);
  },
  "buy pack": async ({ services }, who, { pack, quantity, card }, now) => {
    const started = await startPackCheckout(services, { userId: who.userId, pack, quantity }, now);
    return comeBack(services, who, await payByCard(started, card, who), now);
  },
  "pay pack by bank": async ({ services }, who, { pack, account }, now) => {
    const started = await startPackCheckout(services, { userId: who.userId, pack, quantity: 1 }, now);
    return comeBack(services, who, await payByBank(started, account, who), now);
  },
  "change plan": async ({ services }, { userId }, { price }, now) =>
    outcomeOf(await changePlan(services, { userId, price }, now)),
  cancel: async ({ services }, { userId }, { when }, now) =>
    outcomeOf(await cancelSubscription(services, { userId, when }, now)),
  resume: async ({ services }, { userId }, _act, now) => outcomeOf(await resumeSubscription(services, { userId }, now)),
  "replace card": async ({ services }, who, { card }, now) => {
    const opened = await openPortal(services, { userId: who.userId, flow: "payment_method_update" }, now);
    if (!opened.ok) return opened.reason;
    if (!(await saveCardInPortal(opened.url, card, who))) return "declined";
    await syncOwn(services, { userId: who.userId }, now);
    return "done";
  },
  "pay open invoice": async ({ services }, { userId }, _act, now) =>
    outcomeOf(await payOpenInvoice(services, { userId }, now)),
  "top up": async ({ services }, { userId }, { pack }, now) =>
    outcomeOf(await topUp(services, { userId, pack, idempotencyKey: null }, now)),
  "auto top-up": async ({ services }, { userId }, { pack, threshold, monthlyCapCents }, now) =>
    outcomeOf(
      await setAutoTopup(services, userId, { enabled: true, pack, threshold: BigInt(threshold), monthlyCapCents }, now),
    ),
  redeem: async ({ services: { database } }, { userId }, { code }, now) =>
    outcomeOf(await redeemPromoCode({ database, limit: attemptLimit() }, { userId, code }, now)),
  hold: async ({ services }, { accountId }, { amount, captured }, now) => {
    const { sql } = services.database;
    const placed = await placeHold(sql, { accountId, amount: BigInt(amount), description: "Report" }, now);
    if (!placed.ok) return placed.reason;
    return outcomeOf(await captureHold(sql, { accountId, holdId: placed.hold.id, amount: BigInt(captured) }, now));
  },
  "failed work": async ({ services }, { accountId }, { amount }, now) => {
    const { sql } = services.database;
    const spent = await debit(sql, { accountId, amount: BigInt(amount), description: "Export" }, now);
    if (!spent.ok) return spent.reason;
    const { seq } = spent.entry;
    return outcomeOf(await reverse(sql, { accountId, of: { seq }, reason: "The export failed" }, now));
  },
  "delete account": async ({ services }, { userId }, _act, now) =>
    outcomeOf(await requestDeletion(services.database, { userId, actorId: userId }, { at: now, now })),
};

type Paid = Awaited<ReturnType<typeof payByCard>>;

/** The page after Checkout. */
async function comeBack(services: Stage["services"], { userId }: Member, paid: Paid, now: Date): Promise<Outcome> {
  if (!paid.ok) return paid.reason;
  const confirmed = await confirmCheckout(services, { userId, sessionId: paid.sessionId }, now);
  if (!confirmed.ok) return confirmed.reason;
  return confirmed.state === "complete" || confirmed.state === "pending" ? "done" : confirmed.state;
}

/** Signs somebody up, with the password that everybody here has. */
export async function signUp(
  { services: { database }, members, passwordHash }: Stage,
  { name, email }: Identity,
  { verified, invitedBy }: Extract<OwnAct, { do: "sign up" }>,
  now: Date,
): Promise<Member | null> {
  const host = invitedBy === null ? undefined : members.get(invitedBy);
  const code = host && (await referralCode(database.sql, host.userId));
  const emailVerified = verified === "at once" ? now : null;
  const user = await createUser(database, { email, name, passwordHash, emailVerified, referralCode: code }, now);
  return user && { userId: user.id, accountId: await openAccount(database.sql, user.id, now) };
}
