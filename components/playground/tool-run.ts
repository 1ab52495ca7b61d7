import type { TextReport } from "@/components/playground/analyse-text";

/** What pressing "Run" led to. `nextKey` is the idempotency key of the press after it. */
export type ToolRun = { nextKey: string } & (
  | { state: "fresh" }
  | { state: "done"; report: TextReport; cost: number; available: number; replayed: boolean }
  | { state: "insufficient"; required: number; available: number }
  | { state: "invalid"; sentence: string }
);
