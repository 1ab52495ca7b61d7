import type { Account } from "@/lib/api/http/account";
import type { Caller } from "@/lib/api/http/caller";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import type { Sql } from "@/lib/db";
import { isStorable } from "@/lib/storable";

const MAX_LENGTH = 255;

export const REFERENCE = "Must be an account id, user id, external id or email address.";

/** The `account` that a request names, in the query or the body, and the body without it. */
export function accountNamed(url: string, json: unknown): { account: string | null; rest: unknown } | Problem {
  const inQuery = new URL(url).searchParams.get("account") || null;
  const { account: inBody, rest } = takeOut(json);
  if (inBody !== undefined && !isReference(inBody)) return notValid(REFERENCE);
  if (inQuery !== null && !isReference(inQuery)) return notValid(REFERENCE);
  if (inBody !== undefined && inQuery !== null && inBody !== inQuery)
    return notValid("The query and the body name different accounts.");
  return { account: inBody ?? inQuery, rest };
}

function takeOut(json: unknown): { account?: unknown; rest: unknown } {
  if (typeof json !== "object" || json === null || !("account" in json)) return { rest: json };
  const { account, ...rest } = json;
  return { account, rest };
}

function isReference(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_LENGTH && isStorable(value);
}

/**
 * The account that a request is about. A service key can act on any account and has to name one. Everyone else has only
 * their own: to them, other accounts do not exist.
 */
export async function accountFor(caller: Caller, account: string | null, sql: Sql): Promise<Account | Problem> {
  if (account === null) {
    return caller.key?.service ? notValid(`Required for service keys. ${REFERENCE}`) : caller;
  }
  const found = (await findAccounts(sql, [account])).get(account);
  if (!found || (!caller.key?.service && found.userId !== caller.userId)) return noSuchAccount();
  return found;
}

export function noSuchAccount(): Problem {
  return problem("unknown_account");
}

function notValid(message: string): Problem {
  return invalidFields([{ field: "account", message }]);
}
