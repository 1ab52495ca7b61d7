import type { UserRow } from "@/lib/account/list/user-row";
import { notesOf } from "@/lib/account/user-notes";
import { listAudit } from "@/lib/audit-log/list-audit";
import { listApiKeys } from "@/lib/auth/api-keys/queries";
import { sessionsOf } from "@/lib/auth/sessions/queries";
import { withCreditsTaken } from "@/lib/billing/billing-history";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { endDormancy } from "@/lib/billing/refills/dormancy/end-dormancy";
import { moneyBackNotes } from "@/lib/billing/refunds/money-back-notes";
import type { Database } from "@/lib/db";
import { entrySources } from "@/lib/ledger/entry-sources";
import { explainBalance } from "@/lib/ledger/explain-balance";
import { listHolds } from "@/lib/ledger/holds";
import { getBalance, history } from "@/lib/ledger/queries";

const SHOWN = 10;

/** `at` is the machine's time, `now` the app's. */
type Times = { at: Date; now: Date };

/** All that the page of one user shows. The number of statements does not depend on how much there is. */
export async function readUserPage(database: Database, user: UserRow, { at, now }: Times) {
  const { prisma: db, sql } = database;
  const { id: userId, stripeCustomerId: customerId } = user;
  await endDormancy(database, userId, now);
  const [ledger, subscription, events, payments, mails, sessions, keys, notes, webhooks, log] = await Promise.all([
    user.accountId === null ? null : readLedger(database, user.accountId, now),
    currentSubscription(db, userId, now),
    listBillingEvents(db, userId, { limit: SHOWN }),
    listPayments(db, userId, { limit: SHOWN }),
    db.mail.findMany({
      where: { userId },
      orderBy: { createdAt: "desc" },
      take: SHOWN,
      select: { id: true, template: true, subject: true, status: true, error: true, createdAt: true },
    }),
    sessionsOf(db, userId, at),
    listApiKeys(db, userId, { limit: SHOWN }),
    notesOf(db, userId),
    customerId === null
      ? []
      : db.webhookEvent.findMany({
          where: { customerId },
          orderBy: { receivedAt: "desc" },
          take: SHOWN,
          select: { id: true, type: true, status: true, outcome: true, receivedAt: true },
        }),
    listAudit(sql, { target: userId, limit: SHOWN }),
  ]);
  const notesOfPayments = await moneyBackNotes(
    db,
    payments.data.map(({ id }) => id),
  );
  return {
    ledger,
    subscription,
    events: user.accountId === null ? events.data : await withCreditsTaken({ db, sql }, user.accountId, events.data),
    payments: payments.data,
    notesOfPayments,
    mails,
    sessions,
    keys: keys.data,
    notes,
    webhooks,
    log: log.ok ? log.data : [],
  };
}

async function readLedger({ sql }: Database, accountId: string, now: Date) {
  // Explaining applies what is due, so the other reads agree with it.
  const explanation = await explainBalance(sql, accountId, now);
  const [balance, holds, page] = await Promise.all([
    getBalance(sql, accountId, now),
    listHolds(sql, accountId, now),
    history(sql, accountId, { limit: SHOWN }),
  ]);
  if (!balance) throw new Error(`Credit account ${accountId} does not exist.`);
  const entries = page.ok ? page.data : [];
  return { explanation, balance, holds, entries, sources: await entrySources(sql, accountId, entries) };
}
