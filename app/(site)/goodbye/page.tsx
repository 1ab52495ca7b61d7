import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Account deleted", robots: { index: false } };

/** Shown after an account is deleted. */
export default function GoodbyePage() {
  return (
    <div className="wrap grid max-w-xl grid-cols-1 gap-4 pt-16 pb-16">
      <PageHeader title="Your account is deleted">
        You are signed out everywhere. Your plan, keys and credits have ended, and your data is being removed. This can
        take a little longer if Stripe is unavailable.
      </PageHeader>
      <div>
        <LinkButton href="/">Go to the home page</LinkButton>
      </div>
    </div>
  );
}
