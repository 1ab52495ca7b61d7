import type { Metadata } from "next";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { words } from "@/components/billing/outcome-words";
import { wayBack } from "@/components/billing/way-back";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";

export const metadata: Metadata = { title: "Checkout canceled" };

export default async function CancelledPage({ searchParams }: PageProps<"/billing/cancelled">) {
  await requireUser("/billing/cancelled");
  const next = returnPath((await searchParams).next);
  return (
    <OutcomeFrame level={0.3} title="Nothing was charged.">
      <p className="max-w-xl text-muted">{words.canceled}</p>
      <Ways
        first={next ? wayBack(next) : { href: "/pricing", name: "Back to pricing" }}
        second={{ href: "/dashboard", name: "Go to dashboard" }}
      />
    </OutcomeFrame>
  );
}
