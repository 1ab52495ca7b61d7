import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Account deleted", robots: { index: false } };

/** Where deleting an account leads. */
export default function GoodbyePage() {
  return (
    <div className="wrap grid max-w-xl grid-cols-1 gap-4 pt-16 pb-16">
      <PageHeader title="Your account is deleted">
        You are signed out everywhere. Your plan, keys and credits have ended, and your data is being removed. If Stripe
        does not answer, that takes a little longer.
      </PageHeader>
      <div>
        <LinkButton href="/">Go to the home page</LinkButton>
      </div>
    </div>
  );
}
