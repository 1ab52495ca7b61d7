import fc from "fast-check";
import { HOUR } from "@/lib/ledger/testing/accounts";
import type { LotKind } from "@/lib/ledger/types";

/** One step of a random history. `wait` is the time that passes first; hours are relative to that. */
export type Command = { wait: number; inTransaction: boolean } & (
  | {
      do: "grant";
      key: number;
      kind: LotKind;
      payment: number | null;
      amount: bigint;
      starts: number;
      lasts: number | null;
      priority: number | null;
    }
  | { do: "debit"; amount: bigint; key: string | null }
  | { do: "place"; amount: bigint; seconds: number; key: string | null }
  | { do: "capture"; hold: number; amount: bigint | null; key: string | null; overdraft: bigint }
  | { do: "extend"; hold: number; amount: bigint | null; seconds: number | null }
  | { do: "release"; hold: number }
  | { do: "reverse"; seq: number; amount: bigint | null; key: string | null }
  | { do: "claw back"; amount: bigint; fact: number; payment: number | null }
  | { do: "reinstate"; of: number; amount: bigint | null; fact: number }
  | { do: "freeze" | "unfreeze"; payment: number }
  | { do: "adjust"; amount: bigint; mayOwe: boolean; lasts: number | null; key: string | null }
  | { do: "reset"; keep: bigint }
  | { do: "expire" }
);

const HOURS = 3600;
const WEEK = 7 * 24 * HOUR;

// Few keys, few times and small amounts, so that repeats, ties, exact fits and shortfalls are common.
const amount = fc.bigInt(1n, 40n);
const allOrSome = fc.option(fc.bigInt(1n, 20n), { freq: 1 });
// Some above what is left, to owe it.
const captured = fc.option(fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(20n, 90n)), { freq: 1 });
const overdraft = fc.constantFrom(0n, 0n, 5n, 40n);
const key = fc.constantFrom(null, null, null, "a", "b");
const payment = fc.constantFrom(null, 0, 1);
const wait = fc.constantFrom(0, 0, 0, 0, 0, 0, HOUR / 2, HOUR / 2, HOUR, HOUR, 3 * HOUR, WEEK);
const timing = fc.record({ wait, inTransaction: fc.boolean() });

const command = <Name extends Command["do"], Fields>(
  name: Name,
  fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
) => fc.tuple(fc.record<Fields>(fields), timing).map(([given, when]) => ({ do: name, ...when, ...given }));

const grant = command("grant", {
  key: fc.nat(11),
  kind: fc.constantFrom<LotKind[]>("PLAN", "PACK", "PROMO"),
  payment,
  amount,
  starts: fc.constantFrom(0, 0, 0, -HOUR, HOUR),
  lasts: fc.constantFrom(null, null, HOUR + 1, 2 * HOUR, 3 * HOUR),
  priority: fc.constantFrom(null, null, null, 5, 30),
});
const seconds = fc.constantFrom(HOURS / 2, HOURS, HOURS, 2 * HOURS, 24 * HOURS);
const signed = fc.oneof(fc.bigInt(-40n, -1n), fc.bigInt(1n, 20n));

/** A random history of up to 40 steps. */
export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { arbitrary: grant, weight: 8 },
    { arbitrary: command("debit", { amount, key }), weight: 6 },
    { arbitrary: command("place", { amount, seconds, key }), weight: 5 },
    { arbitrary: command("capture", { hold: fc.nat(5), amount: captured, key, overdraft }), weight: 4 },
    {
      arbitrary: command("extend", { hold: fc.nat(5), amount: allOrSome, seconds: fc.option(seconds, { freq: 1 }) }),
      weight: 3,
    },
    { arbitrary: command("release", { hold: fc.nat(5) }), weight: 2 },
    { arbitrary: command("reverse", { seq: fc.nat(20), amount: allOrSome, key }), weight: 4 },
    { arbitrary: command("claw back", { amount, fact: fc.nat(4), payment }), weight: 2 },
    { arbitrary: command("reinstate", { of: fc.nat(4), amount: allOrSome, fact: fc.nat(4) }), weight: 2 },
    { arbitrary: command("freeze", { payment: fc.nat(1) }), weight: 1 },
    { arbitrary: command("unfreeze", { payment: fc.nat(1) }), weight: 1 },
    {
      arbitrary: command("adjust", {
        amount: signed,
        mayOwe: fc.boolean(),
        lasts: fc.constantFrom(null, HOUR, 2 * HOUR),
        key,
      }),
      weight: 2,
    },
    { arbitrary: command("reset", { keep: fc.constantFrom(0n, 0n, 10n, 35n) }), weight: 2 },
    { arbitrary: command("expire", {}), weight: 1 },
  ),
  { minLength: 1, maxLength: 40, size: "max" },
);
