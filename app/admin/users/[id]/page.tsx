import { randomUUID } from "node:crypto";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { actOn, adjustBalance, saveNote } from "@/app/admin/users/actions";
import { givePlan } from "@/app/admin/users/give-plan-action";
import { resend } from "@/app/admin/users/mail-action";
import { saveSamePerson } from "@/app/admin/users/person-action";
import { changePlanOf } from "@/app/admin/users/plan-action";
import { viewAs } from "@/app/admin/users/view-action";
import { pageNow } from "@/app/viewer";
import { deviceName } from "@/components/account/device-name";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { BackLink } from "@/components/admin/back-link";
import { ActButton } from "@/components/admin/users/act-button";
import { AdjustForm } from "@/components/admin/users/adjust-form";
import type { Standing } from "@/components/admin/users/adjust-text";
import { ChangePlanForm } from "@/components/admin/users/change-plan-form";
import { GivePlanCard } from "@/components/admin/users/give-plan-card";
import { NotesCard } from "@/components/admin/users/notes-card";
import { PlanEnd } from "@/components/admin/users/plan-end";
import { ResendButton } from "@/components/admin/users/resend-button";
import { RowTable } from "@/components/admin/users/row-table";
import { UserChips } from "@/components/admin/users/user-chips";
import { BalanceFacts, ProfileFacts, SubscriptionFacts } from "@/components/admin/users/user-facts";
import { ViewCard } from "@/components/admin/users/view-card";
import { EventStatus } from "@/components/admin/webhooks/event-status";
import { EventList } from "@/components/billing/event-list";
import { PaymentTable } from "@/components/billing/payment-table";
import { isGivenPlan } from "@/components/billing/plan-status";
import { EntryTable } from "@/components/credits/entry-table";
import { LotTable } from "@/components/credits/lot-table";
import { MailStatus } from "@/components/notify/mail-status";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findUser } from "@/lib/account/list/find-user";
import { shownEmail } from "@/lib/account/placeholder-email";
import { readUserPage } from "@/lib/account/read-user-page";
import { requireAdmin } from "@/lib/auth/guards";
import { VIEW_MINUTES } from "@/lib/auth/view-as/start-view";
import { MOST_COMP_MONTHS } from "@/lib/billing/plans/comp-plan";
import { comingRefillAt } from "@/lib/billing/refills/next-refill";
import { listPlans } from "@/lib/catalog/queries";
import { rateCard } from "@/lib/catalog/rate-card";
import type { PlanView } from "@/lib/catalog/types";
import { database } from "@/lib/db";
import { formatMoney } from "@/lib/format/money";
import { isUuid } from "@/lib/is-uuid";
import type { Balance } from "@/lib/ledger/types";

export const metadata: Metadata = { title: "User" };

export default async function AdminUserPage({ params, searchParams }: PageProps<"/admin/users/[id]">) {
  const admin = await requireAdmin();
  const { id } = await params;
  const user = isUuid(id) ? await findUser(database().prisma, id) : null;
  if (!user) notFound();
  const at = await pageNow();
  const { given } = await searchParams;
  const [read, plans, meters] = await Promise.all([
    readUserPage(database(), user, { at: new Date(), now: at }),
    listPlans(database().prisma),
    rateCard().find(database().sql),
  ]);
  const { ledger, subscription, events, payments, notesOfPayments, mails, sessions, keys, notes, webhooks, log } = read;
  const activeKeys = keys.filter(({ revokedAt }) => revokedAt === null).length;
  const act = { userId: user.id, action: actOn };
  const isGiven = subscription !== null && isGivenPlan(subscription);
  const isPaid = subscription !== null && !subscription.plan.isFree && !isGiven;
  const lots = ledger?.balance.lots ?? [];
  const mayAct = user.deletedAt === null;
  return (
    <>
      <BackLink href="/admin/users">Users</BackLink>
      <PageHeader title={shownEmail(user.email) ?? user.externalId ?? user.id}>
        <span className="flex flex-wrap items-center gap-2">
          {user.name} <UserChips user={user} />
        </span>
      </PageHeader>
      {isGiven && typeof given === "string" && /^\d{1,15}$/.test(given) && subscription.endsAt ? (
        <Notice tone="good" live>
          {subscription.plan.name} is theirs until <DateTime at={subscription.endsAt} show="day" />.{" "}
          {creditsText(Number(given))} were added.
        </Notice>
      ) : null}
      {mayAct ? (
        <Card aria-label="Access">
          <CardHead title="Access" />
          <div className="flex flex-wrap gap-2 px-4 pb-5 sm:px-5">
            <ActButton {...act} act={user.lockedAt ? "unlock" : "lock"} />
            <ActButton {...act} act="end_sessions" figures={`${sessions.length} open now.`} />
            <ActButton {...act} act="revoke_keys" figures={`${activeKeys} active now.`} />
            {user.emailVerified || shownEmail(user.email) === null ? null : (
              <ActButton {...act} act="resend_verification" />
            )}
            {user.id === admin.id ? null : (
              <ActButton {...act} act={user.role === "ADMIN" ? "make_user" : "make_admin"} />
            )}
          </div>
        </Card>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ProfileFacts user={user} />
        <SubscriptionFacts
          user={user}
          subscription={subscription}
          actions={
            isGiven && mayAct ? (
              <ActButton
                {...act}
                act="end_given"
                figures={<PlanEnd subscription={subscription} lots={lots} when="now" />}
              />
            ) : isPaid && mayAct ? (
              <div className="flex flex-wrap gap-2">
                {subscription.endsAt || subscription.status === "PAUSED" ? <ActButton {...act} act="resume" /> : null}
                {subscription.endsAt ? null : (
                  <ActButton
                    {...act}
                    act="cancel_at_end"
                    figures={<PlanEnd subscription={subscription} lots={lots} when="period end" />}
                  />
                )}
                <ActButton
                  {...act}
                  act="cancel_now"
                  figures={<PlanEnd subscription={subscription} lots={lots} when="now" />}
                />
              </div>
            ) : null
          }
        />
        {ledger ? <BalanceFacts balance={ledger.balance} explanation={ledger.explanation} /> : null}
        {mayAct ? (
          <Card aria-label="Adjust the balance">
            <CardHead title="Adjust the balance" />
            <AdjustForm
              userId={user.id}
              idempotencyKey={randomUUID()}
              standing={standingOf(ledger?.balance)}
              action={adjustBalance}
            />
          </Card>
        ) : null}
        {mayAct && user.role === "USER" ? <ViewCard userId={user.id} minutes={VIEW_MINUTES} action={viewAs} /> : null}
      </div>
      {mayAct && !isPaid && !isGiven ? (
        <GivePlanCard
          userId={user.id}
          plans={plans
            .filter(({ isFree }) => !isFree)
            .map(({ id, name, creditsPerMonth }) => ({
              value: id,
              label: `${name}, ${creditsText(creditsPerMonth)} a month`,
            }))}
          mostMonths={MOST_COMP_MONTHS}
          action={givePlan}
        />
      ) : null}
      {isPaid && mayAct ? (
        <Card aria-label="Change the plan">
          <CardHead title="Change the plan" />
          <ChangePlanForm userId={user.id} prices={priceChoices(plans, subscription.price?.id)} action={changePlanOf} />
        </Card>
      ) : null}
      {ledger ? (
        <>
          <Card aria-label="Lots">
            <CardHead title="Lots" note="in the order they are spent" />
            {ledger.balance.lots.length > 0 ? (
              <LotTable lots={ledger.balance.lots} refillAt={comingRefillAt(subscription?.nextRefill, at)} />
            ) : (
              <EmptyState title="No credits left." />
            )}
          </Card>
          <RowTable
            title="Open holds"
            columns={["Description", "Credits", "Expires", "Placed by"]}
            empty="No credits are held."
            rows={ledger.holds.map((hold) => ({
              id: hold.id,
              cells: [
                hold.description || "–",
                formatCredits(hold.amount),
                <DateTime key="at" at={hold.expiresAt} />,
                hold.actor,
              ],
            }))}
          />
          <Card aria-label="Entries">
            <CardHead
              title="Last entries"
              action={
                <a
                  className={buttonStyle({ size: "small" })}
                  href={`/api/v1/admin/export/entries.csv?user=${user.id}`}
                  download
                >
                  Export all as CSV
                </a>
              }
            />
            {ledger.entries.length > 0 ? (
              <EntryTable entries={ledger.entries} sources={ledger.sources} meters={meters} />
            ) : (
              <EmptyState title="No activity yet." />
            )}
          </Card>
        </>
      ) : null}
      <Card aria-label="Timeline">
        <CardHead title="Billing timeline" />
        {events.length > 0 ? <EventList events={events} /> : <EmptyState title="Nothing was bought yet." />}
      </Card>
      <Card aria-label="Payments">
        <CardHead
          title="Payments and invoices"
          action={
            <LinkButton href={`/admin/payments?user=${user.id}`} size="small">
              All payments, and refunds
            </LinkButton>
          }
        />
        {payments.length > 0 ? (
          <PaymentTable
            payments={payments}
            notes={notesOfPayments}
            hrefOf={({ id: paymentId }) => `/admin/payments/${paymentId}` as Route}
          />
        ) : (
          <EmptyState title="No payments yet." />
        )}
      </Card>
      <RowTable
        title="Webhook events"
        columns={["Received", "Type", "Status", "Outcome"]}
        empty="Stripe has sent nothing about this customer."
        rows={webhooks.map((event) => ({
          id: event.id,
          cells: [
            <DateTime key="at" at={event.receivedAt} />,
            <Link
              key="type"
              className="focus-ring inline-flex min-h-6 items-center rounded-md text-accent underline-offset-4 hover:underline"
              href={`/admin/webhooks/${event.id}`}
            >
              {event.type}
            </Link>,
            <EventStatus key="status" status={event.status} />,
            event.outcome ?? "–",
          ],
        }))}
      />
      <RowTable
        title="Emails"
        columns={["Written", "Subject", "Status", "Send again"]}
        empty="No emails yet."
        rows={mails.map((mail) => ({
          id: mail.id,
          cells: [
            <DateTime key="at" at={mail.createdAt} />,
            mail.subject || mail.template,
            <span key="status" className="flex flex-wrap items-center gap-2">
              <MailStatus status={mail.status} />
              {mail.error}
            </span>,
            mayAct && mail.subject !== "" ? (
              <ResendButton key="resend" userId={user.id} mailId={mail.id} subject={mail.subject} action={resend} />
            ) : null,
          ],
        }))}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <RowTable
          title="Sessions"
          columns={["Browser", "Network", "Last seen"]}
          empty="Not signed in anywhere."
          rows={sessions.map((session) => ({
            id: session.id,
            cells: [
              deviceName(session.userAgent),
              session.network ?? "–",
              <DateTime key="at" at={session.lastSeenAt} />,
            ],
          }))}
        />
        <RowTable
          title="API keys"
          columns={["Key", "Scopes", "State"]}
          empty="No API keys."
          rows={keys.map((key) => ({
            id: key.id,
            cells: [`${key.name} (rk_${key.prefix})`, key.scopes.join(", "), key.revokedAt ? "Revoked" : "Active"],
          }))}
        />
      </div>
      {mayAct ? <NotesCard userId={user.id} notes={notes} action={saveNote} noteSamePerson={saveSamePerson} /> : null}
      <Card aria-label="Sign-ins and changes">
        <CardHead
          title="Sign-ins and changes"
          action={
            <LinkButton href={`/admin/audit?target=${user.id}&show=everything`} size="small">
              All records
            </LinkButton>
          }
        />
        {log.length > 0 ? <AuditTable entries={log} /> : <EmptyState title="Nothing on record." />}
      </Card>
      {user.debt && user.debt > 0n ? (
        <p className="text-muted">Owes {creditsText(user.debt)}, which the next credits pay.</p>
      ) : null}
    </>
  );
}

/** In plain numbers; of an account that was not opened yet, nothing. */
function standingOf(found: Balance | undefined): Standing {
  const { balance = 0n, available = 0n, debt = 0n } = found ?? {};
  return { balance: Number(balance), available: Number(available), debt: Number(debt) };
}

/** Every price on sale but the current one. */
function priceChoices(plans: PlanView[], current: string | undefined) {
  return plans.flatMap(({ name, prices }) =>
    prices
      .filter(({ id }) => id !== current)
      .map(({ id, amountCents, currency, interval }) => ({
        value: id,
        label: `${name}, ${formatMoney(amountCents, currency)} ${interval === "YEAR" ? "a year" : "a month"}`,
      })),
  );
}
