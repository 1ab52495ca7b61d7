import type { Tables } from "../../core/store/tables";

type Product = Tables["product"];
type Price = Tables["price"];
type Plan = Tables["subscription"]["items"]["data"][number]["plan"];

export function buildProduct(
  input: Pick<Product, "id" | "active" | "created" | "name" | "metadata"> &
    Partial<
      Pick<
        Product,
        "description" | "images" | "marketing_features" | "statement_descriptor" | "tax_code" | "unit_label" | "url"
      >
    >,
): Product {
  return {
    id: input.id,
    object: "product",
    active: input.active,
    created: input.created,
    default_price: null,
    description: input.description ?? null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: input.marketing_features ?? [],
    metadata: input.metadata,
    name: input.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: input.statement_descriptor ?? null,
    tax_code: input.tax_code ?? null,
    tax_details: null,
    type: "service",
    unit_label: input.unit_label ?? null,
    updated: input.created,
    url: input.url ?? null,
  };
}

export function buildPrice(
  input: Pick<Price, "id" | "active" | "created" | "currency" | "product" | "recurring" | "metadata"> &
    Pick<Price, "lookup_key" | "nickname" | "tax_behavior" | "unit_amount" | "unit_amount_decimal">,
): Price {
  return {
    id: input.id,
    object: "price",
    active: input.active,
    billing_scheme: "per_unit",
    created: input.created,
    currency: input.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookup_key,
    metadata: input.metadata,
    nickname: input.nickname,
    product: input.product,
    recurring: input.recurring,
    tax_behavior: input.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: input.recurring === null ? "one_time" : "recurring",
    unit_amount: input.unit_amount,
    unit_amount_decimal: input.unit_amount_decimal,
  };
}

/** The legacy plan object that still accompanies a recurring price in subscription items. */
export function planOf(price: Price): Plan {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? "licensed",
  };
}
