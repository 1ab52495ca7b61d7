import type { Metadata } from "next";
import { enableTwoStep } from "@/app/(account)/settings/second-factor-actions";
import { QrCode } from "@/components/account/qr-code";
import { SecondFactorSetup } from "@/components/account/second-factor-setup";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { adminsNeedSecondFactor } from "@/lib/auth/admin-access";
import { requireOwnUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { beginEnrolment } from "@/lib/auth/second-factor/enrolment";
import { totpUri } from "@/lib/auth/second-factor/totp";

export const metadata: Metadata = { title: "Two-step sign-in" };

const PATH = "/settings/second-factor";

export default async function SecondFactorSetupPage({ searchParams }: PageProps<"/settings/second-factor">) {
  const user = await requireOwnUser(PATH);
  const next = safeNextPath((await searchParams).next, "/settings");
  requireRecentIdentity(user, next === "/settings" ? PATH : `${PATH}?next=${encodeURIComponent(next)}`);
  const { id: userId, email, sessionId } = user;
  const isNew = !user.hasSecondFactor && sessionId !== null;
  const enrolment = isNew ? beginEnrolment({ userId, sessionId }, new Date()) : null;
  return (
    <div className="wrap grid max-w-2xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Two-step sign-in">
        After your password, you enter a code from an app on your phone. A stolen password alone is then not enough.
      </PageHeader>
      {user.role === "ADMIN" && !user.hasSecondFactor && adminsNeedSecondFactor() ? (
        <Notice tone="warn">Admins need two-step sign-in. Set it up to open the admin pages.</Notice>
      ) : null}
      <Card aria-label="Set up two-step sign-in" className="p-4 sm:p-5">
        <SecondFactorSetup
          enrolment={enrolment}
          qrCode={enrolment ? <QrCode text={totpUri(enrolment.secret, email)} label="QR code of your secret" /> : null}
          next={next}
          action={enableTwoStep}
        />
      </Card>
    </div>
  );
}
