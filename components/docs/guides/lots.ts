import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { RETURN_LOT_MS } from "@/lib/ledger/return-lots";
import type { LotKind } from "@/lib/ledger/types";
import { DAY_MS } from "@/lib/time";

const KINDS: Record<LotKind, string> = {
  PLAN: "The credits of a month of a plan, or of a trial. They end with the month unless the plan lets them roll over.",
  PROMO: "From a promo code. They can have a last day.",
  REFERRAL: "The reward for a referral. They never expire.",
  RETURN: `Credits of a refunded spend whose lot has ended since. They last at most ${RETURN_LOT_MS / DAY_MS} days.`,
  ADJUSTMENT: "A correction by an admin, with a reason.",
  PACK: "Bought once, as a pack or a top-up. They never expire.",
};

/** The kinds in the order in which they are spent. */
export const BURN_ORDER = (Object.keys(KINDS) as LotKind[]).sort(
  (one, other) => DEFAULT_PRIORITY[one] - DEFAULT_PRIORITY[other],
);

/** The picture's credits: what there was, what was spent, what is left. A test spends the same from the ledger. */
export const BURN_EXAMPLE = {
  had: { plan: 20, promo: 10, pack: 50 },
  spent: 25,
  left: { plan: 0, promo: 5, pack: 50 },
};

export const lots = ({ origin }: GuideFacts): Guide => ({
  slug: "lots",
  title: "Lots",
  summary: "A balance is made of lots: credits granted together, which are spent in a fixed order.",
  sections: [
    {
      id: "what-a-lot-is",
      title: "What a lot is",
      blocks: [
        "Credits arrive in lots: this month's credits of a plan, a pack that was bought, a promo code. A lot has a kind, an amount, what remains of it, and perhaps an expiry. The balance is the sum of what remains.",
        { caption: "Kinds of lots", rows: BURN_ORDER.map((kind) => [`\`${kind}\``, KINDS[kind]]) },
      ],
    },
    {
      id: "burn-order",
      title: "Which credits are spent first",
      blocks: [
        "Credits that would be lost soonest are spent first. Among the lots that have begun and are not frozen:",
        {
          steps: [
            "the lot with the lowest `priority`: plan credits first, packs last; promo, referral and returned credits have the same;",
            "then the lot that expires sooner;",
            "then the older lot.",
          ],
        },
        "One spend can take from several lots. It is one entry in the history, whose `allocations` say how much came from which lot.",
        {
          caption: `${BURN_EXAMPLE.spent} credits are spent: the plan's ${BURN_EXAMPLE.had.plan} first, then ${BURN_EXAMPLE.had.promo - BURN_EXAMPLE.left.promo} of the promo code. The pack is untouched.`,
          bars: [
            { name: "Before", parts: parts(BURN_EXAMPLE.had) },
            { name: "After", parts: parts(BURN_EXAMPLE.left) },
          ],
        },
      ],
    },
    {
      id: "expiry",
      title: "When credits expire",
      blocks: [
        "At its expiry a lot ends, and what remained of it is an `EXPIRY` entry. Expiry is exact: a spend at that instant can no longer use the lot, whether or not a job has written the entry. Credits that are [held](/docs/holds) do not expire while they are held.",
        "What a refill does to unused plan credits is up to the [plan](/docs/refills).",
      ],
    },
    {
      id: "frozen-and-owed",
      title: "Frozen credits and debt",
      blocks: [
        "While a payment is disputed, what remains of its lots is frozen: it counts in `balance` but not in `available`, and does not expire. When a payment is refunded whose credits are already spent, the account owes them: `debt` is above zero, and the next credits pay it first. [Refunds](/docs/refunds) has both with figures.",
      ],
    },
    {
      id: "see-lots",
      title: "See the lots of an account",
      blocks: [
        "The balance lists its open lots in the order in which they are spent. `GET /api/v1/credits/explain` shows for each lot the entries that filled and emptied it, computed from the history alone.",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${origin}/api/v1/credits/explain \\
  -H "Authorization: Bearer $REFILL_API_KEY"`,
            },
            {
              language: "TypeScript",
              code: `const { lots } = unwrap(await client.GET("/api/v1/credits"));
for (const { kind, remaining, expiresAt } of lots) {
  console.log(kind, remaining, expiresAt ?? "never expires");
}`,
            },
            {
              language: "Python",
              code: `for lot in call("GET", "/api/v1/credits")["lots"]:
    print(lot["kind"], lot["remaining"], lot["expiresAt"])`,
            },
          ],
        },
      ],
    },
  ],
});

function parts({ plan, promo, pack }: typeof BURN_EXAMPLE.had) {
  return [
    { name: "Plan", credits: plan, kind: "plan" as const },
    { name: "Promo", credits: promo, kind: "promo" as const },
    { name: "Pack", credits: pack, kind: "pack" as const },
  ];
}
