import { notATestCard, passesLuhn, type TestCard, testCard } from "./cards";

export interface CardFields {
  card: TestCard;
  expMonth: number;
  expYear: number;
  name: string;
}

export type CardProblems = { number?: string; expiry?: string; cvc?: string; name?: string };
export type CardForm = { ok: true; card: CardFields } | { ok: false; problems: CardProblems };

/** Reads a posted card form (`card_number`, `expiry` as MM / YY, `cvc`, `name`). */
export function readCard(form: Record<string, string>, now: number): CardForm {
  const number = (form.card_number ?? "").replace(/[\s-]/g, "");
  const name = (form.name ?? "").trim();
  const expiry = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec((form.expiry ?? "").trim());
  const month = Number(expiry?.[1] ?? 0);
  const year = Number(expiry?.[2] ?? 0) % 100;
  const card = testCard(number);
  const problems: CardProblems = {};

  if (number === "") problems.number = "Enter your card number.";
  else if (!passesLuhn(number)) problems.number = "Your card number is invalid.";
  else if (card === undefined) problems.number = notATestCard.message;
  if (expiry === null || month < 1 || month > 12) problems.expiry = "Enter the expiration date as MM / YY.";
  else if (isPast(month, 2000 + year, now)) problems.expiry = "Your card's expiration date is in the past.";
  const digits = card?.brand === "amex" ? 4 : 3;
  if (!new RegExp(`^\\d{${digits}}$`).test((form.cvc ?? "").trim())) {
    problems.cvc = `Enter the ${digits} digits of your security code.`;
  }
  if (name === "") problems.name = "Enter the name on your card.";

  if (card === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, card: { card, expMonth: month, expYear: 2000 + year, name } };
}

/** A card is good to the end of its month. */
function isPast(month: number, year: number, now: number): boolean {
  return Date.UTC(year, month, 1) <= now * 1000;
}
