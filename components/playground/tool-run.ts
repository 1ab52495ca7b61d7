import type { TextReport } from "@/components/playground/analyse-text";

/** The outcome of pressing "Run". `nextKey` is the idempotency key of the next press. */
export type ToolRun = { nextKey: string } & (
  | { state: "fresh" }
  | { state: "done"; report: TextReport; cost: number; available: number; replayed: boolean }
  | { state: "insufficient"; required: number; available: number }
  | { state: "invalid"; sentence: string }
);
