/**
 * The app, its service keys, the account's owner and this code share the idempotency keys of an account. So that they
 * never collide, keys that are not the app's start with a control character, which the API refuses in keys.
 */
const PERSONS = "\u001fperson:";
const REFILLS = "\u001frefill:";
const ADMINS = "\u001fadmin:";

/** The stored form of a key sent by an account's owner. */
export const personsKey = (key: string): string => PERSONS + key;

/** A key of this code, which neither a caller nor the app can have used. */
export const refillsKey = (name: string): string => REFILLS + name;

/** The stored form of a key sent by an admin, for another user's account. */
export const adminsKey = (key: string): string => ADMINS + key;

/** A stored key in the form it was sent. */
export function keyAsSent(stored: string | null): string | null {
  return stored?.replace(RESERVED, "") ?? null;
}

/** The same in SQL, for `column`. */
export function keyAsSentSql(column: string): string {
  return `regexp_replace(${column}, '^\\u001F(person|refill|admin):', '')`;
}

const RESERVED = new RegExp(`^(${PERSONS}|${REFILLS}|${ADMINS})`);
