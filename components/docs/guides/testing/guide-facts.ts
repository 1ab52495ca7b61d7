import type { GuideFacts } from "@/components/docs/guides/guide";

/** An installation with settings that are all different, so that a guide that mixes two of them up shows it. */
export const guideFacts = (origin = "https://refill.example"): GuideFacts => ({
  origin,
  requestsPerMinute: 601,
  serviceRequestsPerMinute: 5_002,
  anonymousRequestsPerMinute: 303,
  purchasesPerHour: 34,
  refundsPerHour: 305,
  holdsPerHour: 606,
  streamsPerAccount: 27,
  graceHours: 78,
  cancelsNow: true,
});
