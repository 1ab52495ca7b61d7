import { seeded } from "../seeded";
import { ApiError, type ErrorBody } from "./errors";

/**
 * How a call fails. `before`, `timeout` and `reset` leave everything untouched; `after`, `timeout_after` and
 * `reset_after` carry the call out and lose the answer; `slow` answers late. A timeout is no answer at all, a reset a
 * connection torn down.
 */
export const faultKinds = ["before", "after", "slow", "timeout", "timeout_after", "reset", "reset_after"] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  status: number;
  /** The error object of a refusal; undefined for the default of its status. */
  error?: ErrorBody | undefined;
  delayMs: number;
}

export interface FaultRule extends Fault {
  /** Calls still to fail; null goes on until turned off. */
  remaining: number | null;
  /** Matching calls that are let through first. */
  skip: number;
  /** The share of matching calls that fail, 0 to 1, drawn from `seed`. */
  share: number;
  seed: number;
  /** Undefined matches every method, every path; `*` stands for one part of a path. */
  method?: string | undefined;
  path?: string | undefined;
}

/** API failures on demand, set through `/_local/fail`. */
export class Faults {
  private rules: { rule: FaultRule; random: () => number }[] = [];

  /** Called whenever the rules change, also when one is used up. */
  onChange: (rules: FaultRule[]) => void = () => undefined;

  set(rules: FaultRule[]): void {
    this.rules = rules.map((rule) => ({ rule, random: seeded(rule.seed) }));
    this.onChange(this.all);
  }

  get all(): FaultRule[] {
    return this.rules.map(({ rule }) => rule);
  }

  /** The fault of the first rule that matches this call, if any. */
  take(method: string, path: string): Fault | null {
    for (const { rule, random } of this.rules) {
      if (!matches(rule, method, path) || rule.remaining === 0 || random() >= rule.share) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        this.onChange(this.all);
        continue;
      }
      if (rule.remaining !== null) {
        rule.remaining -= 1;
        this.onChange(this.all);
      }
      return rule;
    }
    return null;
  }
}

/** The answer of a fault that has one. */
export function injected(fault: Fault): ApiError {
  if (fault.error !== undefined) return new ApiError(fault.status, fault.error);
  if (fault.status === 429) {
    return new ApiError(429, {
      type: "invalid_request_error",
      code: "rate_limit",
      message: "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
    });
  }
  return new ApiError(500, { type: "api_error", message: "An unknown error occurred." });
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false;
  if (rule.path === undefined) return true;
  const wanted = rule.path.split("/");
  const parts = path.split("/");
  return wanted.length === parts.length && wanted.every((part, at) => part === "*" || part === parts[at]);
}
