// Patterns of what must not be in a log, wherever in a line it stands. dev/log-leaks.ts searches the log of the browser
// tests for the same things, by patterns of its own and by the values that the tests used.

/** Most lines hold nothing that looks like any of it. */
const SUSPECT =
  /@|%40|[sr]k_|whsec_|_secret_|eyJ|bearer |password|passphrase|secret|token|cookie|authorization|\?[\w&%]|[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d|3[47]\d{2}[ -]\d{6}[ -]\d{5}/i;

const RULES: readonly (readonly [RegExp, string])[] = [
  // Fields of JSON whose name says what they hold, and the same inside a string.
  [/("[\w-]*(?:password|passphrase|secret|token|cookie|authorization)":")(?:[^"\\]|\\.)*/gi, "$1[redacted]"],
  [/(\\"[\w-]*(?:password|passphrase|secret|token|cookie|authorization)\\":\\")(?:[^"\\]|\\[^"])*/gi, "$1[redacted]"],
  // The name and password of a connection string; before email addresses, which they look like.
  [/(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/"'@?#]+@/gi, "$1[redacted]@"],
  // The query of an address: tokens of mailed links, codes of OAuth, what a person searched for.
  [/(\/[^\s"'?\\<>()]{0,500})\?[^\s"'\\<>()]+/g, "$1?[redacted]"],
  [/[\w.!#$&*+/=^`{|}~%-]{0,64}[\w+-](?:@|%40)[\w-]+(?:\.[\w-]+)+/gi, "[email]"],
  [/\b(?:[sr]k_(?:test|live)|whsec)_\w+/g, "[key]"],
  // The app's own keys: lib/auth/api-keys/key-format.ts.
  [/\brk_[a-z0-9]{8}_[\w-]+/g, "[key]"],
  [/\b\w+_secret_\w+/g, "[secret]"],
  // Opens backups: age-encryption.org/v1
  [/\bAGE-SECRET-KEY-[\w-]+/gi, "[key]"],
  // Sealed session cookies and bearer tokens.
  [/\beyJ[\w-]+(?:\.[\w-]*)+/g, "[token]"],
  [/\b(bearer)\s+[\w.~+/=-]{12,}/gi, "$1 [redacted]"],
];

// American Express writes its numbers in groups of four, six and five.
const CARD = /(?<![\w.-])(?:[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}|3[47]\d{2}[ -]\d{6}[ -]\d{5})(?![\w-])/g;

/** The text without secrets, email addresses and card numbers. */
export function redacted(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const clean = RULES.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
  return clean.replace(CARD, (digits) => (isCardNumber(digits) ? "[card]" : digits));
}

/** Whether the last digit is the check digit of the others (ISO/IEC 7812-1, the Luhn formula). */
export function isCardNumber(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, "")].map(Number).reverse();
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

const doubled = (digit: number): number => (digit > 4 ? digit * 2 - 9 : digit * 2);
