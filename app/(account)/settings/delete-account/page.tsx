import type { Metadata } from "next";
import { deleteAccount } from "@/app/(account)/settings/delete-account/action";
import { pageNow } from "@/app/viewer";
import { DeleteAccountForm } from "@/components/account/delete-account-form";
import { DeletionEffectsList } from "@/components/account/deletion-effects-list";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { previewDeletion } from "@/lib/account/delete/preview-deletion";
import { requireUser } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { database } from "@/lib/db";

export const metadata: Metadata = { title: "Delete account" };

export default async function DeleteAccountPage() {
  const user = await requireUser("/settings/delete-account");
  requireRecentIdentity(user, "/settings/delete-account");
  const effects = await previewDeletion(database(), user.id, await pageNow());
  return (
    <div className="wrap grid max-w-xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Delete your account">This cannot be undone.</PageHeader>
      <Card aria-label="What happens" className="grid gap-5 p-4 sm:p-5">
        <DeletionEffectsList effects={effects} />
        {effects.isLastAdmin ? (
          <Notice tone="warn">You are the only admin. Make someone else an admin first.</Notice>
        ) : (
          <DeleteAccountForm email={effects.email} action={deleteAccount} />
        )}
      </Card>
      <div>
        <LinkButton href="/settings">Keep my account</LinkButton>
      </div>
    </div>
  );
}
