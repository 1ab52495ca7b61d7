import type { Metadata } from "next";
import { createKey, revokeKey } from "@/app/(account)/settings/api-key-actions";
import { saveAutoTopup } from "@/app/(account)/settings/auto-topup-action";
import { addOwnBudget, removeOwnBudget } from "@/app/(account)/settings/budget-actions";
import { saveNotifications } from "@/app/(account)/settings/notification-action";
import { linkProvider, unlinkProvider } from "@/app/(account)/settings/oauth-actions";
import { changePasswordAction, mailPasswordLink } from "@/app/(account)/settings/password-actions";
import { changeEmail, saveName } from "@/app/(account)/settings/profile-actions";
import { disableTwoStep, makeRecoveryCodes } from "@/app/(account)/settings/second-factor-actions";
import { endOneSession, endOtherSessions } from "@/app/(account)/settings/session-actions";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { pageNow } from "@/app/viewer";
import { DeleteAccountCard } from "@/components/account/delete-account-card";
import { ExportCard } from "@/components/account/export-card";
import { LinkedAccountsCard } from "@/components/account/linked-accounts-card";
import { PasswordCard } from "@/components/account/password-card";
import { ProfileCard } from "@/components/account/profile-card";
import { SecondFactorCard } from "@/components/account/second-factor-card";
import { SessionsCard } from "@/components/account/sessions-card";
import { SettingsFrame, SettingsGroup } from "@/components/account/settings-frame";
import { ApiKeysCard } from "@/components/api-keys/api-keys-card";
import { AutoTopupCard } from "@/components/billing/auto-topup-card";
import { BudgetsCard } from "@/components/budgets/budgets-card";
import { ReferralCard } from "@/components/growth/referral-card";
import { NotificationCard } from "@/components/notify/notification-card";
import { adminsNeedSecondFactor } from "@/lib/auth/admin-access";
import { keyOverview } from "@/lib/auth/api-keys/queries";
import { scopesToGive } from "@/lib/auth/api-keys/scopes";
import { offeredProviders } from "@/lib/auth/configured-providers";
import { requireUser } from "@/lib/auth/guards";
import { waysIn } from "@/lib/auth/oauth/queries";
import { hasPasswordOf } from "@/lib/auth/passwords/queries";
import { referralLink } from "@/lib/auth/referral-link";
import { secondFactorOf } from "@/lib/auth/second-factor/queries";
import { sessionsOf } from "@/lib/auth/sessions/queries";
import { readAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { referralOf } from "@/lib/billing/referrals/queries";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { notificationSettingsOf } from "@/lib/notify/queries";

export const metadata: Metadata = {
  title: "Settings",
  description: "Your profile, security, API keys, auto top-up, budgets, notifications and data.",
};

export default async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  const user = await requireUser("/settings");
  const db = database().prisma;
  const [{ packs }, autoTopup, notifications, referral, sessions, factor, ways, hasPassword, keys, budgets] =
    await Promise.all([
      offered(),
      readAutoTopup(db, user.id, await pageNow()),
      notificationSettingsOf(db, user.id),
      referralOf(database(), user.id),
      sessionsOf(db, user.id, new Date()),
      secondFactorOf(db, user.id),
      waysIn(db, user.id, offeredProviders(env())),
      hasPasswordOf(db, user.id),
      keyOverview(db, user.id),
      listBudgets(database().sql, user.id, await pageNow()),
    ]);
  const isVerified = user.emailVerified || env().EMAIL_VERIFICATION === "off";
  return (
    <SettingsFrame>
      <SettingsGroup id="account">
        <ProfileCard user={user} done={(await searchParams).done === "email"} actions={{ saveName, changeEmail }} />
        <PasswordCard hasPassword={hasPassword} actions={{ changePassword: changePasswordAction, mailPasswordLink }} />
      </SettingsGroup>
      <SettingsGroup id="security">
        <SecondFactorCard
          factor={factor}
          isNeeded={user.role === "ADMIN" && adminsNeedSecondFactor()}
          actions={{ disableTwoStep, makeRecoveryCodes }}
        />
        <LinkedAccountsCard
          offered={offeredProviders(env())}
          ways={ways}
          query={await searchParams}
          actions={{ linkProvider, unlinkProvider }}
        />
        {user.view ? null : (
          <SessionsCard sessions={sessions} current={user.sessionId} actions={{ endOneSession, endOtherSessions }} />
        )}
      </SettingsGroup>
      <SettingsGroup id="keys">
        <ApiKeysCard
          keys={keys}
          scopes={scopesToGive(user.role)}
          now={await pageNow()}
          actions={{ createKey, revokeKey }}
        />
      </SettingsGroup>
      <SettingsGroup id="credits">
        <AutoTopupCard rule={autoTopup} packs={packs} save={saveAutoTopup} card={billingActions} />
        <BudgetsCard
          budgets={budgets}
          keys={keys}
          actions={{ addBudget: addOwnBudget, removeBudget: removeOwnBudget }}
        />
        <NotificationCard settings={notifications} email={user.email} action={saveNotifications} />
        <ReferralCard referral={referral} link={isVerified ? referralLink(env().APP_URL, referral.code) : null} />
      </SettingsGroup>
      <SettingsGroup id="data">
        <ExportCard />
        <DeleteAccountCard />
      </SettingsGroup>
    </SettingsFrame>
  );
}
