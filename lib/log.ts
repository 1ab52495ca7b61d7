import pino from "pino";

/** Structured logs on standard output. Secrets are redacted. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: {
    paths: [
      "*.password",
      "*.authorization",
      "*.cookie",
      "*.secret",
      "*.token",
      "headers.authorization",
      "headers.cookie",
    ],
    censor: "[redacted]",
  },
});
