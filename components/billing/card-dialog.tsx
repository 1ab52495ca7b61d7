"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { CardFields, type SaveCard } from "@/components/billing/card-fields";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";
import type { InBrowser } from "@/lib/stripe/in-browser";

type CardDialogProps = {
  title: string;
  stripe: InBrowser;
  keepCard: BillingActions["keepCard"];
  onClose: () => void;
};

/** Asks for a card, and has everything charged to it once it is saved. */
export default function CardDialog({ title, stripe, keepCard, onClose }: CardDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const sending = useSending();
  const save = useRef<SaveCard | null>(null);
  const router = useRouter();

  const keep = async () => {
    setProblem(null);
    const saved = await save.current?.();
    if (!saved) return;
    if ("problem" in saved) return setProblem(saved.problem);
    const kept = await keepCard(saved.setupIntent);
    if (!kept.ok) return setProblem(kept.sentence);
    onClose();
    // A new document: it may be this page, which tried the former card.
    if (kept.owes)
      return window.location.assign(`/billing/card-updated?setup_intent=${encodeURIComponent(saved.setupIntent)}`);
    toast.success("Your card is saved.");
    router.refresh();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      effect={
        <>
          <CardFields stripe={stripe} save={save} onFailed={setProblem} />
          {problem ? (
            <p role="alert" className="text-danger">
              {problem}
            </p>
          ) : null}
        </>
      }
      confirm="Save card"
      look="primary"
      pending={sending.pending}
      failure={sending.failure}
      onConfirm={() => sending.run(keep)}
    />
  );
}
