import { invalid, missingParameter, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  clearable,
  decimal,
  int,
  list,
  map,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import { currencyCode, currencyNamed, requireBillable } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { buildPrice, buildProduct } from "../objects/product-and-price";

type Price = Tables["price"];

export const recurring = object({
  interval: required(oneOf("day", "week", "month", "year")),
  interval_count: int,
  usage_type: oneOf("licensed", "metered"),
});
const taxBehavior = oneOf("exclusive", "inclusive", "unspecified");

/** The price given inline with a product, a Checkout line or a subscription item. */
const inline = {
  currency: required(currencyCode),
  recurring,
  tax_behavior: taxBehavior,
  unit_amount: int,
  unit_amount_decimal: decimal,
};
export const inlineShape = inline;
export const defaultPriceData = object({ ...inline, metadata });

/** The same price in further currencies. */
const currencyOptions = map(object({ tax_behavior: taxBehavior, unit_amount: int, unit_amount_decimal: decimal }));

const createShape = {
  ...inline,
  currency_options: currencyOptions,
  active: bool,
  billing_scheme: oneOf("per_unit"),
  lookup_key: text,
  metadata,
  nickname: text,
  product: text,
  product_data: object({
    active: bool,
    id: text,
    metadata,
    name: required(text),
    statement_descriptor: text,
    tax_code: text,
    unit_label: text,
  }),
  transfer_lookup_key: bool,
};

export const priceRoutes: Route[] = [
  route("POST", "/v1/prices", createShape, ({ tx, params }) => createPrice(tx, params)),

  route(
    "GET",
    "/v1/prices",
    {
      ...pagination,
      active: bool,
      created: range,
      currency: text,
      lookup_keys: list(text),
      product: text,
      recurring: object({ interval: oneOf("day", "week", "month", "year"), usage_type: oneOf("licensed", "metered") }),
      type: oneOf("one_time", "recurring"),
    },
    ({ tx, params }) => {
      const rows = tx
        .rows("price")
        .filter((row) => params.active === undefined || row.active === params.active)
        .filter((row) => params.currency === undefined || row.currency === params.currency)
        .filter((row) => params.lookup_keys === undefined || params.lookup_keys.includes(row.lookup_key ?? ""))
        .filter((row) => params.product === undefined || row.product === params.product)
        .filter((row) => params.type === undefined || row.type === params.type)
        .filter(
          (row) => params.recurring?.interval === undefined || row.recurring?.interval === params.recurring.interval,
        )
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/prices");
    },
  ),

  route("GET", "/v1/prices/:id", {}, ({ tx, id }) => priceOf(tx, id)),

  route(
    "POST",
    "/v1/prices/:id",
    {
      active: bool,
      currency_options: currencyOptions,
      lookup_key: clearable(text),
      metadata,
      nickname: clearable(text),
      tax_behavior: taxBehavior,
      transfer_lookup_key: bool,
    },
    ({ tx, params, id }) => {
      const before = priceOf(tx, id);
      if (params.lookup_key) claimLookupKey(tx, params.lookup_key, id, params.transfer_lookup_key ?? false);
      setCurrencyOptions(tx, before, params.currency_options);
      return tx.put("price", {
        ...before,
        active: params.active ?? before.active,
        lookup_key: params.lookup_key === undefined ? before.lookup_key : params.lookup_key,
        metadata: mergeMetadata(before.metadata, params.metadata),
        nickname: params.nickname === undefined ? before.nickname : params.nickname,
        tax_behavior: params.tax_behavior ?? before.tax_behavior,
      });
    },
  ),
];

export function priceOf(tx: Tx, id: string, param = "id"): Price {
  const row = tx.get("price", id);
  if (row === undefined) throw missingResource("price", id, param);
  return row;
}

/** Everything needed for a price; only the currency, an amount and a product are mandatory. */
export type PriceInput = Partial<Params<typeof createShape>> & { currency: string };

export function createPrice(tx: Tx, input: PriceInput): Price {
  const id = newId("price");
  const { currency } = input;
  const product = productFor(tx, input);
  if (input.lookup_key !== undefined) claimLookupKey(tx, input.lookup_key, id, input.transfer_lookup_key ?? false);
  setCurrencyOptions(tx, { id, currency }, input.currency_options);
  return tx.put(
    "price",
    buildPrice({
      id,
      active: input.active ?? true,
      created: tx.now,
      currency,
      product,
      recurring: recurringOf(input),
      metadata: mergeMetadata({}, input.metadata),
      lookup_key: input.lookup_key ?? null,
      nickname: input.nickname ?? null,
      tax_behavior: input.tax_behavior ?? "unspecified",
      ...amountOf(input),
    }),
  );
}

/** Adds currencies to a price, or changes them; its own currency is not an option. */
function setCurrencyOptions(
  tx: Tx,
  price: Pick<Price, "id" | "currency">,
  sent: ReturnType<typeof currencyOptions>,
): void {
  if (sent === undefined) return;
  const options = { ...tx.get("price_terms", price.id)?.options };
  for (const [key, option] of Object.entries(sent)) {
    const currency = currencyNamed(key, `currency_options[${key}]`);
    if (currency === price.currency) {
      throw invalid("The price's own currency cannot be a currency option.", `currency_options[${key}]`);
    }
    options[currency] = { ...amountOf({ ...option, currency }), tax_behavior: option.tax_behavior ?? "unspecified" };
  }
  tx.put("price_terms", { id: price.id, options });
}

function productFor(tx: Tx, input: PriceInput): string {
  if (input.product !== undefined) {
    if (tx.get("product", input.product) === undefined) throw missingResource("product", input.product, "product");
    return input.product;
  }
  const data = input.product_data;
  if (data === undefined) throw missingParameter("product");
  const product = buildProduct({
    id: data.id ?? newId("prod"),
    active: data.active ?? true,
    created: tx.now,
    name: data.name,
    metadata: mergeMetadata({}, data.metadata),
    statement_descriptor: data.statement_descriptor ?? null,
    tax_code: data.tax_code ?? null,
    unit_label: data.unit_label ?? null,
  });
  return tx.put("product", product).id;
}

function amountOf(input: PriceInput): { unit_amount: number | null; unit_amount_decimal: string } {
  if (input.unit_amount !== undefined && input.unit_amount_decimal !== undefined) {
    throw invalid("You may only specify one of these parameters: unit_amount, unit_amount_decimal.", "unit_amount");
  }
  const amount = input.unit_amount_decimal ?? input.unit_amount;
  if (amount === undefined) throw missingParameter("unit_amount");
  if (Number(amount) < 0) throw invalid("Invalid non-negative integer", "unit_amount", "parameter_invalid_integer");
  const isWhole = Number.isInteger(Number(amount));
  // A fraction of a minor unit is rounded on the line that bills it.
  if (isWhole) requireBillable(Number(amount), input.currency, "unit_amount");
  return { unit_amount: isWhole ? Number(amount) : null, unit_amount_decimal: String(amount) };
}

function recurringOf(input: PriceInput): Price["recurring"] {
  if (input.recurring === undefined) return null;
  if (input.recurring.usage_type === "metered") {
    throw invalid("Metered prices are not supported by the local Stripe.", "recurring[usage_type]");
  }
  const count = input.recurring.interval_count ?? 1;
  const longest = { day: 1095, week: 156, month: 36, year: 3 }[input.recurring.interval];
  if (count < 1 || count > longest) {
    throw invalid("Invalid interval_count: a billing period can be three years at most.", "recurring[interval_count]");
  }
  return {
    interval: input.recurring.interval,
    interval_count: count,
    meter: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

function claimLookupKey(tx: Tx, key: string, claimant: string, transfer: boolean): void {
  const holder = tx.where("price", "lookup_key", key).find((row) => row.id !== claimant);
  if (holder === undefined) return;
  if (!transfer) {
    throw invalid(
      `A price (\`${holder.id}\`) already uses that lookup key. Set \`transfer_lookup_key\` to move it.`,
      "lookup_key",
    );
  }
  tx.patch("price", holder.id, { lookup_key: null });
}
