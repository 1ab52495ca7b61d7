import { inSpan, type SpanStart } from "@/lib/tracing";

/** What every span of the database says (opentelemetry.io/docs/specs/semconv/database). */
export const DATABASE = { "db.system.name": "postgresql" };

/** The span of a statement, by its text, which has numbers for its values. */
export function statementSpan(text: string): SpanStart {
  return { name: nameOf(text), kind: "client", attributes: { ...DATABASE, "db.query.text": shortened(text) } };
}

type Asks = { query: (...args: never[]) => unknown };

/** Gives each statement of this connection a span. For callers that await each one's promise, as Prisma's adapter does. */
export function traced<Client extends Asks>(client: Client): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const query = (...args: unknown[]) => {
    const [asked] = args;
    const text = typeof asked === "string" ? asked : (asked as { text?: string } | null)?.text;
    return typeof text === "string" ? inSpan(statementSpan(text), () => ask(...args)) : ask(...args);
  };
  client.query = query as Client["query"];
}

const KEYWORD = /^\s*([a-z]+)/i;
const RELATION = /\b(?:FROM|INTO|UPDATE)\s+("?[\w.]+"?(?:\."\w+")?)/i;

/** Such as "SELECT webhook_event" or "BEGIN". */
function nameOf(text: string): string {
  const [, keyword = "statement"] = KEYWORD.exec(text) ?? [];
  const [, relation = ""] = RELATION.exec(text) ?? [];
  return `${keyword.toUpperCase()} ${relation.replaceAll('"', "").replace(/^public\./, "")}`.trim();
}

const MAX_TEXT = 500;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
