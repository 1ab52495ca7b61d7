import { readFileSync } from "node:fs";

/** Something that must not be in a log, such as the address of a person who signed up. */
export type Known = { kind: string; value: string };

/** What a line holds, by its kind: what it is must not be shown either. */
export type Leak = { kind: string; line: number };

// Not those of lib/log/redacted.ts: what is forgotten there should be found here.
const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ["an email address", /[\w.+-](?:@|%40)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|example|test|invalid)\b/i],
  ["a key of Stripe", /\b[sr]k_(?:test|live)_\w|\bwhsec_\w/],
  ["an API key", /\brk_[a-z0-9]{8}_[\w-]{32}/],
  ["a client secret of Stripe", /_secret_[A-Za-z0-9]{6}/],
  ["a bearer token", /\b(?:bearer|basic) [\w.~+/=-]{16}/i],
  ["a sealed session or token", /\beyJ[\w-]{8,}\.[\w-]*\./],
  ["a cookie", /(?:next-auth|__Secure-|__Host-)[\w.-]*=[^\s;]{8}/],
  ["a token of a mailed link", /[?&](?:token|code|state|key)=(?!\[redacted\])[\w%-]{8}/],
  ["a password", /"\w*password\w*":"(?!\[redacted\])[^"]/i],
  ["an authenticator's secret", /otpauth:|\bsecret=[A-Z2-7]{16}/],
  // Networks of this machine are in errors about connections. Addresses of clients are shortened to a network.
  ["an IP address", /(?<![\d./])(?!127\.|10\.|0\.|192\.168\.)(?:\d{1,3}\.){3}\d{1,3}(?![\d./])/],
];

// Random hexadecimal digits, some of which are all decimal.
const SPAN_IDS = /"(?:spanId|parentSpanId)":"[\da-f]{16}"/g;
const DIGITS = /(?<![\w.-])\d(?:[ -]?\d){13,18}(?![\w-])/g;

/** Searches a log for what looks like a secret, an address or a card, and for values that are known to be one. */
export function findLeaks(text: string, known: readonly Known[]): Leak[] {
  const used = known.filter(({ value }) => value.length >= MIN_LENGTH);
  return text.split("\n").flatMap((content, at) => {
    const kinds = [
      ...PATTERNS.flatMap(([kind, pattern]) => (pattern.test(content) ? [kind] : [])),
      ...((content.replace(SPAN_IDS, "").match(DIGITS) ?? []).some(isCardNumber) ? ["a card number"] : []),
      ...used.flatMap(({ kind, value }) => (content.includes(value) ? [kind] : [])),
    ];
    return [...new Set(kinds)].map((kind) => ({ kind, line: at + 1 }));
  });
}

// A shorter value is part of other words.
const MIN_LENGTH = 6;

function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  if (!/^[2-6]/.test(digits)) return false;
  const doubled = [...digits].reverse().map((digit, place) => (place % 2 === 0 ? +digit : +digit * 2));
  return doubled.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

/** What a file holds that must not be there: a clause for each kind, with the lines to look at. */
export function describeLeaks(file: string, known: readonly Known[]): string[] {
  const byKind = new Map<string, Leak[]>();
  for (const leak of findLeaks(readFileSync(file, "utf8"), known))
    byKind.set(leak.kind, [...(byKind.get(leak.kind) ?? []), leak]);
  return [...byKind].map(([kind, leaks]) => {
    const lines = leaks.slice(0, 10).map(({ line }) => line);
    return `holds ${kind} in ${leaks.length} line(s): ${lines.join(", ")}${leaks.length > 10 ? ", …" : ""}`;
  });
}
