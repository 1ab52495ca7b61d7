import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";

/** Requests of people who are not signed in, counted by address in this process alone: it costs nothing. */
export type AddressLimit = {
  /** Counts one. Null when there is room; else after how many seconds there is. */
  count: (address: string) => Promise<number | null>;
};

const WINDOW_SECONDS = 60;

export function createAddressLimit(perMinute: number): AddressLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  return {
    count: async (address) => {
      try {
        await limiter.consume(address);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}

/** The process's own. */
export function addressLimit(): AddressLimit {
  const { ANONYMOUS_RATE_LIMIT_PER_MINUTE, LOCAL_MODE } = env();
  // In local mode everyone comes from one address.
  globalLimit.refillAddressLimit ??= createAddressLimit(ANONYMOUS_RATE_LIMIT_PER_MINUTE * (LOCAL_MODE ? 100 : 1));
  return globalLimit.refillAddressLimit;
}

// Each route is a bundle with modules of its own; they count together.
const globalLimit = globalThis as typeof globalThis & { refillAddressLimit?: AddressLimit };
