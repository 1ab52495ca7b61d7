import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";

/** Counts requests per address, in this process's memory only. */
export type AddressLimit = {
  /** Counts one request. Null when it is within the limit; otherwise the seconds to wait. */
  count: (address: string) => Promise<number | null>;
};

export type AddressLimits = {
  /** Pages and API requests without a sign-in. */
  anonymous: AddressLimit;
  /** Pages requested with a session cookie. The session may have ended: it is only checked by the page. */
  signedIn: AddressLimit;
  /** Pages that are expensive to render, requested with a session cookie. */
  drawing: AddressLimit;
  /** Reports of browsers, per address and of all together. */
  reports: AddressLimit;
  allReports: AddressLimit;
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

/**
 * The limits of this process, derived from the anonymous limit: five times as many with a cookie, a tenth for expensive pages
 * and for reports.
 */
export const addressLimits = oncePerProcess("addressLimits", (): AddressLimits => {
  const { ANONYMOUS_RATE_LIMIT_PER_MINUTE, LOCAL_MODE } = env();
  // In local mode every request comes from one address.
  const perMinute = ANONYMOUS_RATE_LIMIT_PER_MINUTE * (LOCAL_MODE ? 100 : 1);
  return {
    anonymous: createAddressLimit(perMinute),
    signedIn: createAddressLimit(perMinute * 5),
    drawing: createAddressLimit(Math.ceil(perMinute / 10)),
    reports: createAddressLimit(Math.ceil(perMinute / 10)),
    allReports: createAddressLimit(perMinute * 2),
  };
});
