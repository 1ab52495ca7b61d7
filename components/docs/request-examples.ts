import type { ReferenceOperation } from "@/components/docs/reference";
import { successOf } from "@/components/docs/reference";

// The width that fits beside the text on a wide screen.
const LINE = 54;

/** The operation's example request as a curl command. */
export function curlExample(operation: ReferenceOperation, origin: string): string {
  const { method, security } = operation;
  const body = bodyOf(operation);
  const streams = successOf(operation)?.type === "text/event-stream";
  const flags = [
    ...(security.length > 0 ? [`-H "Authorization: Bearer $${security[0]?.apiKey ? "REFILL_API_KEY" : "TOKEN"}"`] : []),
    ...(body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d '${quoted(json(body).replaceAll("\n", "\n  "))}'`]),
  ];
  const verb = method === "GET" || (method === "POST" && body !== undefined) ? "" : `-X ${method} `;
  const address = origin + addressOf(operation);
  const target = /[?&]/.test(address) ? `"${address}"` : address;
  return [`curl ${streams ? "-N " : ""}${verb}${target}`, ...flags].join(" \\\n  ");
}

/** The operation's example request with the TypeScript client. */
export function clientExample(operation: ReferenceOperation): string {
  const { method, path } = operation;
  const body = bodyOf(operation);
  const params = { path: valuesIn(operation, "path"), query: valuesIn(operation, "query") };
  const options = {
    ...((params.path || params.query) && { params: JSON.parse(JSON.stringify(params)) }),
    ...(body !== undefined && { body }),
    ...(successOf(operation)?.type === "text/event-stream" && { parseAs: "stream" }),
  };
  const call = `const { data, error } = await client.${method}(`;
  const given = Object.keys(options).length > 0 ? literal(options) : null;
  if (call.length + path.length <= LINE - 5) return `${call}"${path}"${given ? `, ${given}` : ""});`;
  return `${call}\n  "${path}",\n${given ? `  ${given.replaceAll("\n", "\n  ")},\n` : ""});`;
}

function bodyOf({ requestBody }: ReferenceOperation): unknown {
  return Object.values(requestBody?.content ?? {})[0]?.example;
}

function valuesIn({ parameters }: ReferenceOperation, place: "path" | "query"): Record<string, unknown> | undefined {
  const told = parameters.filter((parameter) => parameter.in === place && (place === "path" || "example" in parameter));
  const values = told.flatMap(({ name, example }) =>
    example === undefined && place === "query" ? [] : [[name, example ?? `<${name}>`]],
  );
  return values.length > 0 ? Object.fromEntries(values) : undefined;
}

function addressOf(operation: ReferenceOperation): string {
  const path = Object.entries(valuesIn(operation, "path") ?? {}).reduce(
    (address, [name, value]) => address.replace(`{${name}}`, String(value)),
    operation.path,
  );
  const query = Object.entries(valuesIn(operation, "query") ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return query.length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

// Escaped for a shell string in '…'.
function quoted(text: string): string {
  return text.replaceAll("'", String.raw`'\''`);
}

/** A value as TypeScript, on one line if it fits. */
function literal(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${literal(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const space = Array.isArray(value) ? "" : " ";
  const line = `${open}${space}${items.join(", ")}${space}${close}`;
  if (items.length === 0) return open + close;
  if (indent.length + line.length <= LINE - 8 && !line.includes("\n")) return line;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}${close}`;
}
