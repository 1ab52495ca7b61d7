import fc from "fast-check";
import { HOUR } from "@/lib/ledger/testing/accounts";
import type { LotKind } from "@/lib/ledger/types";

/** One step of a random history. `wait` is the time that passes first; hours are relative to then. */
export type Command = { wait: number; inTransaction: boolean } & (
  | {
      do: "grant";
      key: number;
      kind: LotKind;
      amount: bigint;
      starts: number;
      lasts: number | null;
      priority: number | null;
    }
  | { do: "debit"; amount: bigint; key: string | null }
  | { do: "reset"; keep: bigint }
  | { do: "expire" }
  | { do: "pin"; lot: number; amount: bigint }
);

const amount = fc.bigInt(1n, 40n);
const kind = fc.constantFrom<LotKind[]>("PLAN", "PACK", "PROMO");
const timing = { wait: fc.constantFrom(0, 0, 0, HOUR / 2, HOUR, 3 * HOUR), inTransaction: fc.boolean() };

// Few keys, few times and small amounts, so that repeats, ties, exact fits and shortfalls are common.
const grant = fc.record({
  do: fc.constant("grant" as const),
  key: fc.nat(11),
  kind,
  amount,
  starts: fc.constantFrom(0, 0, 0, -HOUR, HOUR),
  lasts: fc.constantFrom(null, null, HOUR + 1, 2 * HOUR, 3 * HOUR),
  priority: fc.constantFrom(null, null, null, 5, 30),
  ...timing,
});
const debit = fc.record({
  do: fc.constant("debit" as const),
  amount,
  key: fc.constantFrom(null, null, null, "a", "b"),
  ...timing,
});
const reset = fc.record({ do: fc.constant("reset" as const), keep: fc.constantFrom(0n, 0n, 10n, 35n), ...timing });
const expire = fc.record({ do: fc.constant("expire" as const), ...timing });
const pin = fc.record({ do: fc.constant("pin" as const), lot: fc.nat(11), amount, ...timing });

/** A random history of up to 30 steps. */
export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { arbitrary: grant, weight: 4 },
    { arbitrary: debit, weight: 5 },
    { arbitrary: reset, weight: 1 },
    { arbitrary: expire, weight: 1 },
    { arbitrary: pin, weight: 1 },
  ),
  { minLength: 1, maxLength: 30, size: "max" },
);
