/**
 * An account's idempotency keys are one space that the app, its service keys, the account's owner and this code share. So
 * that none takes another's, what is not the app's own starts with a control character, which the API refuses in keys.
 */
const PERSONS = "\u001fperson:";
const REFILLS = "\u001frefill:";

/** The key that an account's owner sent, as it is stored. */
export const personsKey = (key: string): string => PERSONS + key;

/** A key of this code's own, which neither a caller nor the app can have taken. */
export const refillsKey = (name: string): string => REFILLS + name;

/** A stored key as it was sent. */
export function keyAsSent(stored: string | null): string | null {
  return stored?.replace(RESERVED, "") ?? null;
}

/** The same in SQL, for `column`. */
export function keyAsSentSql(column: string): string {
  return `regexp_replace(${column}, '^\\u001F(person|refill):', '')`;
}

const RESERVED = new RegExp(`^(${PERSONS}|${REFILLS})`);
