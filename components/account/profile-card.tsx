import { EmailForm } from "@/components/account/email-form";
import { NameForm } from "@/components/account/name-form";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { FormAction } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import type { SignedInUser } from "@/lib/auth/types";

export type ProfileActions = { saveName: FormAction; changeEmail: FormAction };

type ProfileCardProps = { user: SignedInUser; done: boolean; actions: ProfileActions };

/** The user's name and email address. `done`: they have just confirmed a new address. */
export function ProfileCard({ user, done, actions }: ProfileCardProps) {
  return (
    <Card aria-label="Profile" id="profile" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead title="Profile" />
      <div className="grid gap-6 px-4 pb-5 sm:px-5">
        {done ? (
          <Notice tone="good" live>
            Your email address was changed. Every other browser was signed out.
          </Notice>
        ) : null}
        <NameForm name={user.name ?? ""} action={actions.saveName} />
        <div className="grid gap-4 border-line border-t pt-5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium text-[13px]">Email address</span>
            <span className="break-all">{user.email}</span>
            {user.emailVerified ? <Chip tone="good">Verified</Chip> : <Chip tone="warn">Not verified</Chip>}
          </p>
          <EmailForm action={actions.changeEmail} />
        </div>
      </div>
    </Card>
  );
}
