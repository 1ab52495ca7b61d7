import { oncePerProcess } from "@/lib/once-per-process";

export type Attributes = Record<string, string | number | boolean>;

export type SpanStart = {
  /** Of few values: never an id or what a person typed. */
  name: string;
  kind?: "client" | "consumer";
  attributes?: Attributes;
  /** The `traceparent` of what caused it in another process; by default the calling code's span. */
  parent?: string | undefined;
};

/** The span of the work being done; what is learned meanwhile is added to it. */
export type Span = { add: (attributes: Attributes) => void };

/** What exports traces: lib/tracing/open-telemetry.ts. */
export type Tracing = {
  inSpan: <Result>(start: SpanStart, work: (span: Span) => Promise<Result>) => Promise<Result>;
  /** The calling code's span as a W3C `traceparent`. */
  traceparent: () => string | undefined;
  /** Sends what is waiting, and ends. */
  end: () => Promise<void>;
};

/** Runs `work` in a span; without tracing it only runs it. The span has the error's kind if it throws. */
export function inSpan<Result>(start: SpanStart, work: (span: Span) => Promise<Result>): Promise<Result> {
  const { tracing } = state();
  return tracing ? tracing.inSpan(start, work) : work(NO_SPAN);
}

/** The tracing of this process; null unless it was switched on at start. */
export function tracing(): Tracing | null {
  return state().tracing;
}

/** Begins or, with null, ends tracing in this process. */
export function setTracing(tracing: Tracing | null): void {
  state().tracing = tracing;
}

const NO_SPAN: Span = { add: () => undefined };

const state = oncePerProcess("tracing", (): { tracing: Tracing | null } => ({ tracing: null }));
