import type Stripe from "stripe";

/**
 * A Stripe object as it travels and as it is stored: the SDK's own type with decimals as strings and every
 * expandable reference as its id. Expansion happens on the way out, on plain JSON.
 */
export type Wire<T> = T extends string | number | boolean | bigint | null | undefined
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends readonly (infer E)[]
      ? WireField<E>[]
      : T extends object
        ? { [K in keyof T]: WireField<T[K]> }
        : T;

/** `string | Customer | null` becomes `string | null`; a field that is never an id keeps its object. */
export type WireField<T> = string extends T ? Exclude<T, { object: string }> : Wire<T>;

export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
