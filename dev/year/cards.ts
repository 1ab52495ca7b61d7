/** The local Stripe's cards: a person's card pays, as nobody else's. */
export function cardOf(person: number): string {
  const digits = `42424242${String(1_000_000 + person)}`;
  let sum = 0;
  // The check digit comes last, so the digit before it is doubled first (ISO/IEC 7812-1, annex B).
  for (const [index, character] of [...digits].reverse().entries()) {
    const digit = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Can be saved, and is declined when it is charged. */
export const CARD_THAT_FAILS = "4000000000000341";

/** A bank account that is debited after four days. */
export const BANK_THAT_PAYS = "000123456789";
