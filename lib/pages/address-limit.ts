import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";

/** Requests counted by address in this process alone: it costs nothing. */
export type AddressLimit = {
  /** Counts one. Null when there is room; else after how many seconds there is. */
  count: (address: string) => Promise<number | null>;
};

export type AddressLimits = {
  /** Pages and calls without a sign-in. */
  anonymous: AddressLimit;
  /** Pages asked for with a sealed cookie. Its session may have ended: nobody looks before the page does. */
  signedIn: AddressLimit;
  /** Pages that are dear to draw, asked for with a sealed cookie. */
  drawing: AddressLimit;
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

/** The process's own. All follow from the anonymous limit: five times as many with a cookie, a tenth of it drawn anew. */
export function addressLimits(): AddressLimits {
  const { ANONYMOUS_RATE_LIMIT_PER_MINUTE, LOCAL_MODE } = env();
  // In local mode everyone comes from one address.
  const perMinute = ANONYMOUS_RATE_LIMIT_PER_MINUTE * (LOCAL_MODE ? 100 : 1);
  globalLimits.refillAddressLimits ??= {
    anonymous: createAddressLimit(perMinute),
    signedIn: createAddressLimit(perMinute * 5),
    drawing: createAddressLimit(Math.ceil(perMinute / 10)),
  };
  return globalLimits.refillAddressLimits;
}

// Each route is a bundle with modules of its own; they count together.
const globalLimits = globalThis as typeof globalThis & { refillAddressLimits?: AddressLimits };
