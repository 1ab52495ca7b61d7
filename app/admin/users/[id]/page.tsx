import { randomUUID } from "node:crypto";
import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { actOn, adjustBalance, saveNote } from "@/app/admin/users/actions";
import { givePlan } from "@/app/admin/users/give-plan-action";
import { resend } from "@/app/admin/users/mail-action";
import { saveSamePerson } from "@/app/admin/users/person-action";
import { changePlanOf } from "@/app/admin/users/plan-action";
import { viewAs } from "@/app/admin/users/view-action";
import { pageNow } from "@/app/viewer";
import { AboutSection } from "@/components/admin/users/page/about-section";
import { AccessSection } from "@/components/admin/users/page/access-section";
import { BillingSection } from "@/components/admin/users/page/billing-section";
import { CreditsSection } from "@/components/admin/users/page/credits-section";
import { EmailsSection } from "@/components/admin/users/page/emails-section";
import { PlanSection } from "@/components/admin/users/page/plan-section";
import { RecordSection } from "@/components/admin/users/page/record-section";
import { UserSections } from "@/components/admin/users/page/user-sections";
import { UserChips } from "@/components/admin/users/user-chips";
import { isGivenPlan } from "@/components/billing/plan-status";
import { BackLink } from "@/components/ui/back-link";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findUser } from "@/lib/account/list/find-user";
import { shownAs } from "@/lib/account/placeholder-email";
import { readUserPage } from "@/lib/account/read-user-page";
import { requireAdmin } from "@/lib/auth/guards";
import { VIEW_MINUTES } from "@/lib/auth/view-as/start-view";
import { MOST_COMP_MONTHS } from "@/lib/billing/plans/comp-plan";
import { comingRefillAt } from "@/lib/billing/refills/next-refill";
import { listPlans } from "@/lib/catalog/queries";
import { rateCard } from "@/lib/catalog/rate-card";
import { database } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";

export const generateMetadata = adminTitle("User");

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
  const data = { ...read, user };
  const { subscription } = read;
  const wasGiven = typeof given === "string" && /^\d{1,15}$/.test(given);
  return (
    <>
      <BackLink href="/admin/users">Users</BackLink>
      <PageHeader title={shownAs(user)}>
        <span className="flex flex-wrap items-center gap-2">
          {user.name} <UserChips user={user} />
        </span>
      </PageHeader>
      {wasGiven && subscription?.endsAt && isGivenPlan(subscription) ? (
        <Notice tone="good" live>
          {subscription.plan.name} is theirs until <DateTime at={subscription.endsAt} show="day" />.{" "}
          {creditsText(Number(given))} were added.
        </Notice>
      ) : null}
      <UserSections />
      <AboutSection data={data} view={{ minutes: VIEW_MINUTES, action: viewAs }} />
      <PlanSection
        data={data}
        plans={plans}
        mostMonths={MOST_COMP_MONTHS}
        actions={{ act: actOn, give: givePlan, change: changePlanOf }}
      />
      <CreditsSection
        data={data}
        refillAt={comingRefillAt(subscription?.nextRefill, at)}
        meters={meters}
        adjust={{ idempotencyKey: randomUUID(), action: adjustBalance }}
      />
      <BillingSection data={data} />
      <EmailsSection data={data} resend={resend} />
      <AccessSection data={data} adminId={admin.id} action={actOn} />
      <RecordSection data={data} actions={{ action: saveNote, noteSamePerson: saveSamePerson }} />
    </>
  );
}
