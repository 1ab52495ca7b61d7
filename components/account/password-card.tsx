import { FirstPasswordForm } from "@/components/account/first-password-form";
import { PasswordForm } from "@/components/account/password-form";
import { Card, CardHead } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form-state";

export type PasswordActions = { changePassword: FormAction; mailPasswordLink: FormAction };

type PasswordCardProps = { hasPassword: boolean; actions: PasswordActions };

/** Changes the password or, for a user without one, emails a link to set it. */
export function PasswordCard({ hasPassword, actions }: PasswordCardProps) {
  return (
    <Card aria-label="Password" id="password" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead title="Password" />
      <div className="px-4 pb-5 sm:px-5">
        {hasPassword ? (
          <PasswordForm action={actions.changePassword} />
        ) : (
          <FirstPasswordForm action={actions.mailPasswordLink} />
        )}
      </div>
    </Card>
  );
}
