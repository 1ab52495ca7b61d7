"use client";

import { useComparison } from "@/components/admin/catalogue/stripe-comparison";
import { Chip } from "@/components/ui/chip";

type SyncChipProps = { itemId: string; state: "synced" | "waiting" | "not-needed" };

/** Whether Stripe has the current version and, once it was compared, whether it differs there. */
export function SyncChip({ itemId, state }: SyncChipProps) {
  const { outcome } = useComparison();
  const differs = outcome?.drift.filter((one) => one.itemId === itemId) ?? [];
  if (differs.length > 0) {
    return (
      <span title={differs.map(({ what }) => what).join("\n")}>
        <Chip tone="bad">Differs</Chip>
      </span>
    );
  }
  if (state === "synced") return <Chip tone="good">In sync</Chip>;
  if (state === "waiting") return <Chip tone="warn">Not pushed</Chip>;
  return <span className="text-faint">not needed</span>;
}
