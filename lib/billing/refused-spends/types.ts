import { DAY_MS } from "@/lib/time";

/** How long a refused spend waits for credits. */
export const KEPT_MS = DAY_MS;

/** How many of an account wait: the newest. */
export const MAX_KEPT = 20;

export type RefusedVerb = "SPEND" | "HOLD";

/** What was asked, without its key: it is priced again when it goes on, as a retry would be. */
export type RefusedRequest = {
  amount?: number;
  meter?: string;
  quantity?: string;
  items?: { meter: string; quantity: string }[];
  description?: string;
  metadata?: Record<string, unknown>;
  subject?: string;
  model?: string;
  project?: string;
  run?: string;
  tags?: string[];
  estimated?: boolean;
  /** Of a hold. */
  expiresInSeconds?: number;
};

export type RefusedSpend = {
  id: string;
  userId: string;
  idempotencyKey: string;
  verb: RefusedVerb;
  request: RefusedRequest;
  /** Credits that it cost when it was refused. */
  required: bigint;
  /** Who asked. */
  actor: string;
  refusedAt: Date;
  expiresAt: Date;
  resumedAt: Date | null;
  claim: string | null;
};
