/** How paying a session ended. */
export type PayOutcome =
  /** `event` is the completion the browser's redirect waits for. */
  { kind: "completed"; event: string } | { kind: "declined"; message: string } | { kind: "challenge"; url: string };
