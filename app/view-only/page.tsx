import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Nothing was changed", robots: { index: false } };

/** Where a view of another user's account leads instead of a change or a page with secrets. */
export default function ViewOnlyPage() {
  return (
    <div className="wrap grid max-w-2xl grid-cols-1 gap-4 pt-12 pb-8">
      <PageHeader title="Nothing was changed">
        While you view the app as another user, nothing can be changed, and their passwords, codes and emails are not
        shown.
      </PageHeader>
      <div>
        <LinkButton href="/dashboard">Back to the dashboard</LinkButton>
      </div>
    </div>
  );
}
