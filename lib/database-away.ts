/** Whether an error says that the database cannot be reached, or does not do what it is asked at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  return chain(error).some(saysAway);
}

/** Whether a statement was canceled because it took too long. */
export function isStatementTimeout(error: unknown): boolean {
  return codesOf(error).has("57014");
}

/** The codes of an error and of what caused it: PostgreSQL's, Node's, and Prisma's with its kinds. */
export function codesOf(error: unknown): Set<unknown> {
  return new Set(
    chain(error).flatMap((link) => {
      const { code, originalCode, kind } = Object(link) as Record<string, unknown>;
      return [code, originalCode, kind];
    }),
  );
}

// Node's codes for connections; PostgreSQL's classes 08 (connection), 53 (resources), 57P (shutdown), 57014 (statement
// timeout), 55P03 (lock timeout) and 25006 (a standby or read-only database); Prisma's P1xxx
// (cannot connect), P2024 (no free connection) and P2028 (transaction timeout).
const AWAY =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|25006|53...|55P03|57014|57P0.|P10(01|02|08|11|17)|P20(24|28))$/;
// What Prisma's adapter makes of them, which a raw statement's error has instead of a code.
const AWAY_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function saysAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, originalCode, kind, message, severity } = error as Record<string, unknown>;
  // With these PostgreSQL ended the connection or refused to open it: starting up, full, or closed for connections.
  if (severity === "FATAL" || severity === "PANIC") return true;
  const isAway = (text: unknown, pattern: RegExp) => typeof text === "string" && pattern.test(text);
  return isAway(code, AWAY) || isAway(originalCode, AWAY) || isAway(kind, AWAY_KIND) || isAway(message, AWAY_MESSAGE);
}

/** The error and what caused it. */
function chain(error: unknown): unknown[] {
  const links: unknown[] = [];
  for (let link = error; link !== undefined && link !== null && links.length < 10; link = causeOf(link))
    links.push(link);
  return links;
}

function causeOf(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return undefined;
  const { cause, meta } = error as { cause?: unknown; meta?: { driverAdapterError?: unknown } };
  // Prisma keeps the database's error next to its own, not as its cause.
  return cause ?? meta?.driverAdapterError;
}
