import { redacted } from "@/lib/log/redacted";

/** An error as it is logged. */
export type LoggedError = {
  type: string;
  message: string;
  /** Where it was thrown, without the message. */
  stack?: string;
  cause?: LoggedError;
  errors?: LoggedError[];
} & Record<string, unknown>;

/**
 * What may be logged of an error besides its message: codes and names of PostgreSQL (protocol-error-fields), Prisma, Node,
 * Stripe, nodemailer and Next. Left out is what repeats the data: `detail`, `where`, `raw`, `headers`, `response`, `meta`.
 */
const FACTS = [
  "code",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
  "syscall",
  "originalCode",
  "statusCode",
  "requestId",
  "decline_code",
  "param",
  "responseCode",
  "command",
  "digest",
  "reason",
] as const;

const MAX_DEPTH = 4;
const MAX_MESSAGE = 1_000;

/** Reduces an error to its kind, codes, place and a message without the data that caused it. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: typeof error === "string" ? safe(error) : "" };
  const { cause, errors, meta } = error as Error & { errors?: unknown; meta?: { driverAdapterError?: unknown } };
  // Prisma keeps the database's error next to its own, not as its cause.
  const inner = cause ?? meta?.driverAdapterError;
  const goesOn = depth < MAX_DEPTH;
  return {
    type: error.constructor.name === "Error" ? error.name : error.constructor.name,
    message: messageOf(error),
    ...factsOf(error),
    ...(error.stack && { stack: framesOf(error.stack) }),
    ...(goesOn && inner instanceof Error && { cause: loggedError(inner, depth + 1) }),
    ...(goesOn && Array.isArray(errors) && { errors: errors.slice(0, 5).map((one) => loggedError(one, depth + 1)) }),
  };
}

function factsOf(error: Error): Record<string, string | number> {
  const given = error as unknown as Record<string, unknown>;
  const facts: Record<string, string | number> = {};
  for (const name of FACTS) {
    const value = given[name];
    if (typeof value === "string") facts[name] = safe(value);
    else if (typeof value === "number") facts[name] = value;
  }
  return facts;
}

/** The message without the values that libraries quote in theirs. */
function messageOf({ name, message }: Error): string {
  return safe(name.startsWith("PrismaClient") ? withoutInvocation(message) : message);
}

/** The last paragraph says what is wrong; before it Prisma prints the call with its arguments. */
function withoutInvocation(message: string): string {
  const [, call = ""] = /Invalid `([\w.()]+)` invocation/.exec(message) ?? [];
  const last = message.trim().split("\n").at(-1) ?? "";
  return call ? `${call}: ${last}` : last;
}

const QUOTES_INPUT: readonly (readonly [RegExp, string])[] = [
  // PostgreSQL: invalid input syntax for type uuid: "…"; value "…" is out of range; (email)=(…) already exists
  [/(invalid [\w ]+: )".*"/s, '$1"[value]"'],
  [/\bvalue ".*?"(?= (?:is|for|of))/gs, 'value "[value]"'],
  [/=\([^)]*\)/g, "=([value])"],
  // V8: Unexpected token 'x', "…" is not valid JSON
  [/, (?:\.\.\.)?".*"(?:\.\.\.)?(?= is not valid JSON)/s, ', "[value]"'],
  // SMTP: the server repeats the recipient, or the message.
  [/<[^<>\s]*@[^<>\s]*>/g, "<[email]>"],
];

function safe(text: string): string {
  const unquoted = QUOTES_INPUT.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
  return redacted(unquoted).slice(0, MAX_MESSAGE);
}

/** A stack begins with the message. */
function framesOf(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join("\n");
}
