import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { accountOf, pageNow, subscriptionOf } from "@/app/viewer";
import { EntryFacts, EntryPayment } from "@/components/credits/entry-facts";
import { EntryLots } from "@/components/credits/entry-lots";
import { entryTitle } from "@/components/credits/entry-words";
import { UnusedRefills } from "@/components/credits/unused-refills";
import { LinkButton } from "@/components/ui/button";
import { SignedCredits } from "@/components/ui/credits";
import { PageHeader } from "@/components/ui/page-header";
import { keyNameOf } from "@/lib/auth/api-keys/key-name-of";
import { requireUser } from "@/lib/auth/guards";
import { entryPayments } from "@/lib/billing/entry-payments";
import { lotsWithPlanEnd } from "@/lib/billing/plans/plan-end";
import { refillsAmong, unusedRefillsBefore } from "@/lib/billing/refills/dormancy/unused-refills";
import { comingRefillAt } from "@/lib/billing/refills/next-refill";
import { rateCard } from "@/lib/catalog/rate-card";
import { database } from "@/lib/db";
import { entryDetail } from "@/lib/ledger/entry-detail";

export const metadata: Metadata = {
  title: "Ledger entry",
  description: "One change of your balance: which credits it moved, and why.",
};

// More digits than any account has entries.
const SEQ = /^[1-9]\d{0,17}$/;

export default async function EntryPage({ params }: PageProps<"/credits/entries/[seq]">) {
  const { seq } = await params;
  const user = await requireUser(`/credits/entries/${encodeURIComponent(seq)}`);
  if (!SEQ.test(seq)) notFound();
  const { sql, prisma } = database();
  const now = await pageNow();
  const accountId = await accountOf(user.id);
  const found = await entryDetail(sql, accountId, BigInt(seq), now);
  if (!found) notFound();
  const subscription = await subscriptionOf(user.id);
  const detail = { ...found, lots: lotsWithPlanEnd(found.lots, subscription?.endsAt ?? null) };
  const { entry } = detail;
  const [payments, apiKey, meters, unused] = await Promise.all([
    entryPayments(prisma, user.id, [entry]),
    keyNameOf(prisma, user.id, entry.actor),
    rateCard().find(sql),
    unusedRefillsBefore(sql, user.id, refillsAmong([entry])),
  ]);
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader
        title={entryTitle(entry, meters)}
        action={<LinkButton href="/credits#history">All entries</LinkButton>}
      >
        <span className="font-semibold text-2xl text-ink tracking-[-0.02em]">
          <SignedCredits amount={entry.amount} />
        </span>{" "}
        credits · entry {String(entry.seq)}
      </PageHeader>
      <UnusedRefills refills={unused.get(entry.seq) ?? []} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <EntryFacts detail={detail} apiKey={apiKey} meters={meters} />
        <div className="grid gap-4">
          <EntryLots detail={detail} refillAt={comingRefillAt(subscription?.nextRefill, now)} />
          {[...payments.values()].map((payment) => (
            <EntryPayment key={payment.id} payment={payment} />
          ))}
        </div>
      </div>
    </div>
  );
}
