/** What becomes of a subscription when the last attempt to collect its invoice fails. */
export type DunningEnd = "cancel" | "unpaid" | "past_due";

export interface Dunning {
  end: DunningEnd;
  /** Days between one attempt and the next. */
  retryDays: readonly number[];
}

export interface LocalStripeOptions {
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on. The default, 127.0.0.1, is reached from this machine only. */
  host?: string;
  /** Where state is kept across restarts; null keeps it in memory. */
  dataDir: string | null;
  /** An endpoint that gets these events, by default all. At every start there is exactly one with this address. */
  webhook?: { url: string; secret: string; events?: readonly string[] };
  /** Engine seconds at which an empty server begins, also in the past. One that has data keeps its time. */
  startsAt?: number;
  /** How long an endpoint may take to answer, in milliseconds. The default is 10,000. */
  webhookTimeoutMs?: number;
  /** The base of the hosted pages' addresses. The default is `http://localhost:<port>`. */
  publicUrl?: string;
  /** What happens when a renewal is not paid; see POST /_local/dunning. */
  dunning?: Dunning;
}

/** An event of Stripe's API. */
export interface LocalStripeEvent {
  id: string;
  type: string;
  /** Engine seconds. */
  created: number;
  data: { object: object; previous_attributes?: object };
}

export interface LocalStripe {
  /** `http://localhost:<port>`, or with the one address it listens on. */
  url: string;
  port: number;
  /** Moves the clock forward; see POST /_local/clock/advance. */
  advanceTo(atSeconds: number): Promise<void>;
  /** Calls `listener` with every event once it is committed, in order of emission. */
  onEvent(listener: (event: LocalStripeEvent) => void): void;
  /** Rows and index entries looked at so far: a measure of work that does not depend on the machine. */
  looked(): number;
  /** Engine seconds. */
  now(): number;
  close(): Promise<void>;
}
