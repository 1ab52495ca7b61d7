import { randomText } from "../ids";
import type { Tx } from "../store/tx";
import { type Route, route } from "./route";

/** The setting that holds the account's id. */
export const accountKey = "account_id";

/** Each data folder is an account of its own. */
export const accountRoutes: Route[] = [
  route("GET", "/v1/account", {}, ({ tx }) => ({
    id: accountOf(tx),
    object: "account",
    business_type: null,
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    type: "standard",
  })),
];

function accountOf(tx: Tx): string {
  const known = tx.setting(accountKey);
  if (typeof known === "string") return known;
  const id = `acct_${randomText(16)}`;
  tx.set(accountKey, id);
  return id;
}
