import type { Metadata } from "next";
import { accountOf, pageNow, snapshotOf } from "@/app/viewer";
import { ExplainedByLot, ExplainedByType } from "@/components/credits/explained";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { explainBalance } from "@/lib/ledger/explain-balance";

export const metadata: Metadata = {
  title: "Explain my balance",
  description: "How your balance came about, from every entry in your account.",
};

export default async function ExplainPage() {
  const user = await requireUser("/credits/explain");
  const explanation = await explainBalance(database().sql, await accountOf(user.id), await pageNow());
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Explain my balance" action={<LinkButton href="/credits">Back to credits</LinkButton>}>
        Computed now from every entry in your account. Open a number to see the entries behind it.
      </PageHeader>
      {explanation.byType.length > 0 ? (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_1.4fr]">
          <ExplainedByType explanation={explanation} snapshot={await snapshotOf(user.id)} />
          <ExplainedByLot explanation={explanation} />
        </div>
      ) : (
        <Card>
          <EmptyState title="Nothing to explain yet.">
            Once you receive credits, this page shows where each came from.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}
