import { randomBytes, randomUUID } from "node:crypto";
import { setExternalId } from "@/lib/account/set-external-id";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { createSession } from "@/lib/auth/sessions/create-session";
import type { Database } from "@/lib/db";
import { byPerson } from "@/lib/ledger/actor";
import { archiveSpends } from "@/lib/ledger/archive/move-spends";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

export type RecordedPerson = {
  id: string;
  email: string;
  accountId: string;
  customerId: string;
  /** Text that must never be exported. */
  secrets: string[];
  /** Text that identifies the person. */
  personal: string[];
};

const LATER = new Date("2030-01-01T00:00:00Z");

/** A user with a row in every table that refers to a user. */
export async function newRecordedPerson(database: Database): Promise<RecordedPerson> {
  const { prisma: db, sql } = database;
  const id = await newUser(database);
  const tag = id.slice(-12);
  const email = `ada-${tag}@example.com`;
  const customerId = `cus_${tag}`;
  const passwordHash = `hash-${tag}`;
  await db.user.update({
    where: { id },
    data: {
      email,
      name: "Ada",
      image: `https://pictures.example/${tag}`,
      passwordHash,
      mailbox: email,
      emailVerified: NOON,
      stripeCustomerId: customerId,
      referralCode: tag.toUpperCase(),
    },
  });
  await setExternalId(database, { userId: id, externalId: `external-${tag}`, actorId: id }, NOON);
  const accountId = await openAccount(sql, id, NOON);
  await grant(sql, { accountId, kind: "PACK", amount: 100n, sourceKey: "first", actor: "system" }, NOON);
  const archived = await debit(sql, { accountId, amount: 1n, actor: byPerson(id) }, NOON);
  await archiveSpends(sql, accountId, NOON.toISOString().slice(0, 7), archived.ok ? [archived.entry.seq] : []);
  const cap = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: 50n } as const;
  await addBudget(sql, { accountId, actor: byPerson(id), ...cap }, NOON);
  await debit(sql, { accountId, amount: 10n, actor: byPerson(id) }, NOON);
  await placeHold(sql, { accountId, amount: 5n, expiresInSeconds: 900, actor: byPerson(id) }, NOON);

  await db.formerAccountId.create({ data: { id: randomUUID(), userId: id } });
  const secret = await identityRows(database, { id, tag, email });
  await billingRows(database, { id, tag, email, customerId });
  await recordSecurityEvent(db, { action: "password.changed", userId: id }, NOON);
  return {
    id,
    email,
    accountId,
    customerId,
    secrets: [passwordHash, ...secret],
    personal: [
      email,
      `external-${tag}`,
      `pictures.example/${tag}`,
      `provider-${tag}`,
      `agent-${tag}`,
      "Ada Lovelace",
      `Key of ${tag}`,
    ],
  };
}

type Who = { id: string; tag: string; email: string };

async function identityRows({ prisma: db }: Database, { id: userId, tag, email }: Who): Promise<string[]> {
  const hash = randomBytes(32);
  await db.account.create({
    data: { userId, type: "oauth", provider: "github", providerAccountId: `provider-${tag}` },
  });
  await createSession(db, { userId, method: "password", device: { userAgent: `agent-${tag}`, network: null } }, NOON);
  await db.knownDevice.create({ data: { userId, hash, lastSeenAt: NOON } });
  const sealedSecret = randomBytes(40);
  await db.totpFactor.create({ data: { userId, sealedSecret, createdAt: NOON } });
  await db.recoveryCode.create({ data: { userId, hash } });
  await db.securityToken.create({
    data: { userId, purpose: "RESET_PASSWORD", hash, email, expiresAt: LATER, createdAt: NOON },
  });
  const key = await createApiKey(db, { owner: { userId, role: "USER" }, name: `Key of ${tag}` }, NOON);
  if (!key.ok) throw new Error(key.reason);
  await db.notificationSetting.create({ data: { userId, refilled: true } });
  await db.userNote.create({
    data: { userId, authorId: userId, text: `Called ${email} about an invoice.`, createdAt: NOON },
  });
  await db.savedView.create({
    data: {
      list: "PAYMENTS",
      name: `Payments of ${email}`,
      query: `${new URLSearchParams({ user: email })}`,
      createdAt: NOON,
    },
  });
  await db.webhookMessage.create({
    data: { userId, type: "customer.created", sourceKey: "created", data: { externalId: email }, occurredAt: NOON },
  });
  await db.webhookMark.createMany({ data: [{ accountId: userId, seq: 1n, summedSeq: 0n, level: "NORMAL" }] });
  await db.mail.create({
    data: {
      userId,
      template: "welcome",
      sourceKey: "welcome",
      to: email,
      subject: "Welcome, Ada",
      html: `<p>${email}</p>`,
      text: email,
      createdAt: NOON,
    },
  });
  return [hash.toString("hex"), hash.toString("base64"), sealedSecret.toString("hex"), key.key];
}

async function billingRows(
  { prisma: db }: Database,
  { id: userId, tag, email, customerId }: Who & { customerId: string },
): Promise<void> {
  const versions = { create: { version: 1, name: "Pro", creditsPerMonth: 400n } };
  const {
    versions: [version],
  } = await db.plan.create({ data: { key: `pro-${tag}`, versions }, include: { versions: true } });
  const { id: packId } = await db.creditPack.create({
    data: {
      key: `pack-${tag}`,
      name: "Pack",
      credits: 100n,
      amountCents: 1_000,
      currency: "usd",
      lookupKey: `pack-${tag}`,
    },
  });
  const subscription = await db.subscription.create({
    data: {
      userId,
      planVersionId: version?.id ?? "",
      stripeSubscriptionId: `sub_${tag}`,
      status: "CANCELED",
      anchorAt: NOON,
      currentPeriodStart: NOON,
    },
  });
  await db.dormancy.create({
    data: { userId, subscriptionId: subscription.id, since: NOON, endedAt: LATER, refills: [] },
  });
  const { id: paymentId } = await db.payment.create({
    data: {
      userId,
      kind: "PACK",
      status: "SUCCEEDED",
      description: "Pack",
      amountCents: 1_000,
      currency: "usd",
      packId,
      stripePaymentIntentId: `pi_${tag}`,
      paidAt: NOON,
    },
  });
  await db.paidPeriod.create({
    data: {
      subscriptionId: subscription.id,
      planVersionId: version?.id ?? "",
      stripeInvoiceId: `in_${tag}`,
      stripeLineId: `il_${tag}`,
      anchorAt: NOON,
      paidAt: NOON,
      startAt: NOON,
      endAt: LATER,
    },
  });
  const back = { paymentId, amountCents: 100, currency: "usd", createdAt: NOON };
  await db.refund.create({ data: { ...back, stripeRefundId: `re_${tag}`, status: "SUCCEEDED" } });
  await db.dispute.create({ data: { ...back, stripeDisputeId: `dp_${tag}`, status: "WON", reason: "general" } });
  await db.paymentPart.create({ data: { paymentId, stripePaymentIntentId: `pi_part_${tag}`, amountCents: 100 } });
  const note = { ...back, stripeCreditNoteId: `cn_${tag}`, number: `CN-${tag}`, status: "ISSUED" } as const;
  await db.creditNote.create({ data: { ...note, balanceCents: 60, outOfBandCents: 40 } });
  await db.savedCard.create({ data: { userId, stripePaymentMethodId: `pm_${tag}`, brand: "visa", last4: "4242" } });
  const cap = { monthlyCapCents: 5_000, currency: "usd" };
  await db.autoTopup.create({ data: { userId, packId, thresholdCredits: 10n, ...cap } });
  await db.cardClaim.create({
    data: { userId, purpose: "TRIAL", fingerprint: randomBytes(32), spentOn: `sub_${tag}`, createdAt: NOON },
  });
  await db.formerCustomer.create({ data: { userId, stripeCustomerId: `cus_old_${tag}`, deletedAt: NOON } });
  await db.billingEvent.create({
    data: { userId, type: "pack_bought", sourceKey: "pack", description: "Pack", occurredAt: NOON },
  });
  await db.featureUsage.create({ data: { userId, feature: "workflows", windowStart: NOON, used: 1n } });
  await db.featureUse.create({
    data: {
      userId,
      idempotencyKey: randomUUID(),
      feature: "workflows",
      quantity: 1n,
      windowStart: NOON,
      usedAfter: 1n,
      createdAt: NOON,
    },
  });
  await db.ownKeyUse.create({
    data: {
      userId,
      idempotencyKey: randomUUID(),
      items: [{ meter: "chat_tokens_in", quantity: "1200" }],
      subject: email,
      tags: [],
      usedAt: NOON,
    },
  });
  await db.refusedSpend.create({
    data: {
      userId,
      idempotencyKey: randomUUID(),
      verb: "SPEND",
      request: { amount: 500, subject: email },
      required: 500n,
      actor: byPerson(userId),
      refusedAt: NOON,
      expiresAt: LATER,
    },
  });
  const { id: promoCodeId } = await db.promoCode.create({ data: { code: `CODE${tag.toUpperCase()}`, credits: 10n } });
  await db.promoRedemption.create({ data: { userId, promoCodeId, createdAt: NOON } });
  const paidGift = { userId, kind: "PACK", status: "SUCCEEDED", description: "Gift: Pack", isGift: true } as const;
  const gift = await db.payment.create({ data: { ...paidGift, amountCents: 1000, currency: "usd", paidAt: NOON } });
  await db.gift.create({
    data: {
      paymentId: gift.id,
      codeHash: randomBytes(32),
      sealedCode: randomBytes(40),
      expiresAt: LATER,
      redeemedById: userId,
      redeemedAt: NOON,
      createdAt: NOON,
    },
  });
  const referred = await db.user.create({ data: { email: `friend-${tag}@example.com` } });
  await db.referral.create({ data: { referrerId: userId, referredId: referred.id, createdAt: NOON } });
  await db.webhookEvent.create({
    data: {
      id: `evt_${tag}`,
      type: "customer.updated",
      customerId,
      objectId: customerId,
      occurredAt: NOON,
      payload: {
        id: `evt_${tag}`,
        type: "customer.updated",
        data: { object: { id: customerId, object: "customer", email, name: "Ada Lovelace" } },
      },
    },
  });
}
