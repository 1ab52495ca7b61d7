import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Level } from "@/components/ui/level";

export const metadata: Metadata = { title: "Checkout canceled" };

export default function CancelledPage() {
  return (
    <div className="wrap grid justify-items-start gap-4 py-20">
      <Level share={0.3} className="h-12 w-7 rounded-t-[4px] rounded-b-[10px] border-2" />
      <h1 className="font-semibold text-[28px] tracking-[-0.02em]">Nothing was charged.</h1>
      <p className="max-w-xl text-muted">
        You left the payment page before paying, so nothing was bought and nothing has changed. You can start again at
        any time.
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/pricing" look="primary">
          Back to pricing
        </LinkButton>
        <LinkButton href="/dashboard">Go to dashboard</LinkButton>
      </div>
    </div>
  );
}
