import type { Attributes, AttributeValue } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { redacted } from "@/lib/log/redacted";

/**
 * The span without queries of addresses, secrets, email addresses and messages of errors: Next records whole URLs and
 * whole errors. What an error said is in the log, under the same id, as far as it may be.
 */
export function cleaned(span: ReadableSpan): ReadableSpan {
  const status = { code: span.status.code };
  const events = span.events.map((event) => ({
    ...event,
    ...(event.attributes && { attributes: clean(event.attributes) }),
  }));
  // The exporter reads the rest, some of it by getters, from the span itself.
  return Object.create(span, {
    name: { value: cleanText(span.name) },
    attributes: { value: clean(span.attributes) },
    events: { value: events },
    status: { value: status },
  });
}

const MESSAGES = new Set(["exception.message", "exception.stacktrace", "error.message"]);

function clean(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (MESSAGES.has(name) ? [] : [[name, cleanValue(value)]])),
  );
}

function cleanValue(value: AttributeValue | undefined): AttributeValue | undefined {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value))
    return value.map((one) => (typeof one === "string" ? cleanText(one) : one)) as AttributeValue;
  return value;
}

function cleanText(text: string): string {
  return redacted(text.replace(/(\/[^\s?#]*)[?#]\S*/, "$1"));
}
