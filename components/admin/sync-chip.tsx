import { Chip } from "@/components/ui/chip";

/** Whether Stripe has the current version. */
export function SyncChip({ state }: { state: "synced" | "waiting" | "not-needed" }) {
  if (state === "synced") return <Chip tone="good">In sync</Chip>;
  if (state === "waiting") return <Chip tone="warn">Not pushed</Chip>;
  return <span className="text-faint">not needed</span>;
}
