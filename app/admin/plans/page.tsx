import { adminTitle } from "@/app/admin/admin-title";
import { pushItem, setArchived } from "@/app/admin/plans/actions";
import { compareCatalogue, previewPushOf, pushCatalogue } from "@/app/admin/plans/stripe-actions";
import { StripeComparison } from "@/components/admin/catalogue/stripe-comparison";
import { StripeState } from "@/components/admin/catalogue/stripe-state";
import { PackList } from "@/components/admin/pack-list";
import { movePath, olderText, onOlderVersions, PlanList, type PlanRow } from "@/components/admin/plan-list";
import { SubscriptionDrift } from "@/components/admin/subscription-drift";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { findStandingDrift } from "@/lib/billing/reconcile/subscription-drift";
import { listAllPacks, listAllPlans, planAudiences } from "@/lib/catalog/queries";
import { planRates } from "@/lib/catalog/undercut-plans";
import { database } from "@/lib/db";

export const generateMetadata = adminTitle("Plans and packs");

export default async function AdminPlansPage({ searchParams }: PageProps<"/admin/plans">) {
  await requireAdmin();
  const db = database().prisma;
  const [query, plans, packs, drift] = await Promise.all([
    searchParams,
    listAllPlans(db),
    listAllPacks(db),
    findStandingDrift(db),
  ]);
  const audiences = await planAudiences(
    db,
    plans.map(({ id }) => id),
  );
  const rows = plans.map((plan) => ({ plan, audience: audiences.get(plan.id) ?? NOBODY }));
  return (
    <StripeComparison>
      <PageHeader title="Plans and packs">
        The plans and packs on sale. An edit creates a new version for new buyers. Existing subscribers keep the version
        they bought, and no balance changes.
      </PageHeader>
      {typeof query.saved === "string" ? (
        <Saved
          name={query.saved}
          pushed={query.pushed !== "no"}
          row={rows.find(({ plan }) => plan.id === query.plan)}
        />
      ) : null}
      <SubscriptionDrift found={drift} />
      <Card aria-label="Plans">
        <CardHead
          title="Plans"
          action={
            <span className="flex flex-wrap gap-2">
              <LinkButton href="/admin/plans/features" size="small">
                Features
              </LinkButton>
              <LinkButton href="/admin/plans/new" size="small" look="primary">
                New plan
              </LinkButton>
            </span>
          }
        />
        {plans.length > 0 ? (
          <PlanList rows={rows} actions={actions} />
        ) : (
          <EmptyState title="There are no plans yet.">
            Create one, or run the seed to load the catalogue file.
          </EmptyState>
        )}
      </Card>
      <Card aria-label="Packs" className="mt-4">
        <CardHead
          title="Credit packs"
          action={
            <LinkButton href="/admin/plans/packs/new" size="small" look="primary">
              New pack
            </LinkButton>
          }
        />
        {packs.length > 0 ? (
          <PackList packs={packs} rates={planRates(plans)} actions={actions} />
        ) : (
          <EmptyState title="There are no packs yet.">A pack is bought once, and its credits never expire.</EmptyState>
        )}
      </Card>
      <StripeState compare={compareCatalogue} preview={previewPushOf} push={pushCatalogue} />
    </StripeComparison>
  );
}

const actions = { previewPush: previewPushOf, pushItem, setArchived };
const NOBODY = { subscribers: 0, byVersion: [] };

type SavedProps = { name: string; pushed: boolean; row?: PlanRow };

function Saved({ name, pushed, row }: SavedProps) {
  const older = row ? onOlderVersions(row) : 0;
  return pushed ? (
    <Notice
      tone="good"
      live
      action={
        row && older > 0 ? (
          <LinkButton size="small" href={movePath(row.plan)}>
            Move them
          </LinkButton>
        ) : null
      }
    >
      {name} is saved and up to date in Stripe.
      {older > 0 ? ` ${olderText(older)} on an older version.` : ""}
    </Notice>
  ) : (
    <Notice tone="warn" live>
      {name} is saved, but Stripe could not be reached or refused it. The new version goes on sale once it is pushed to
      Stripe.
    </Notice>
  );
}
