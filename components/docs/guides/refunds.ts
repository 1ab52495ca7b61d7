import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { formatCredits } from "@/components/ui/credits";
import { RETURN_LOT_MS, REVERSIBLE_MS } from "@/lib/ledger/return-lots";
import { DAY_MS, HOUR_MS } from "@/lib/time";

const hours = REVERSIBLE_MS / HOUR_MS;
const days = RETURN_LOT_MS / DAY_MS;

/** The picture's credits. A test takes the same back from a balance in the ledger. */
export const DEBT_EXAMPLE = { pack: 500, others: 50, spent: 400, owed: 350 };

export const refunds = ({ origin, refundsPerHour }: GuideFacts): Guide => {
  const { pack, others, spent, owed } = DEBT_EXAMPLE;
  return {
    slug: "refunds",
    title: "Refunds",
    summary: "Return the credits of work that failed, and see what a refund of money does to credits.",
    sections: [
      {
        id: "refund-a-spend",
        title: "Refund a spend",
        blocks: [
          "When work fails after it was charged, return its credits. They go back to the lots they came from, and the history shows a `REVERSAL` that names the spend. Better still, [hold](/docs/holds) the credits and release the hold.",
          {
            label: "the request",
            samples: [
              {
                language: "curl",
                code: `curl ${origin}/api/v1/credits/refunds \\
  -H "Authorization: Bearer $REFILL_SERVICE_KEY" \\
  -H "Idempotency-Key: refund-job-44" \\
  -H "Content-Type: application/json" \\
  -d '{"account": "customer-42", "idempotencyKey": "job-44", "reason": "The model failed"}'`,
              },
              {
                language: "TypeScript",
                code: `const backend = createClient({
  baseUrl: "${origin}",
  apiKey: process.env.REFILL_SERVICE_KEY,
});
const { entry } = unwrap(
  await backend.POST("/api/v1/credits/refunds", {
    params: { header: { "Idempotency-Key": "refund-job-44" } },
    body: {
      account: "customer-42",
      idempotencyKey: "job-44",
      reason: "The model failed",
    },
  }),
);
console.log(entry.type, entry.amount);`,
              },
              {
                language: "Python",
                code: `os.environ["REFILL_API_KEY"] = os.environ["REFILL_SERVICE_KEY"]
entry = call(
    "POST",
    "/api/v1/credits/refunds",
    {
        "account": "customer-42",
        "idempotencyKey": "job-44",
        "reason": "The model failed",
    },
    key="refund-job-44",
)["entry"]
print(entry["type"], entry["amount"])`,
              },
            ],
          },
          {
            caption: "Rules for refunds of spends",
            rows: [
              ["Who", "Service keys only. Customers cannot refund themselves for work that was done."],
              ["How much", "All that is left of the spend, or an `amount`. Together never more than it took."],
              [
                "How long",
                `${hours} hours. Later it is 409 \`refund_too_late\`; an admin can adjust the balance instead.`,
              ],
              [
                "Which spend",
                "By the `idempotencyKey` that your service key sent with it, or by the id of its `entry`.",
              ],
              ["How many", `${formatCredits(refundsPerHour)} an hour for each account.`],
            ],
          },
          `If the lot has ended since, the credits come back as a lot of kind \`RETURN\`, which lasts at most ${days} days: a refund never extends the life of credits.`,
        ],
      },
      {
        id: "refund-a-payment",
        title: "When money is refunded",
        blocks: [
          "A refund of a payment takes the same share of its credits, rounded down: from the lots of that payment first, then from other available credits. What is spent already becomes debt, which the next credits pay.",
          {
            caption: `A pack of ${pack}, ${spent} of ${pack + others} credits spent. The pack is refunded in full: ${pack} are taken, ${pack + others - spent} are left to take, so ${owed} are owed.`,
            bars: [
              {
                name: "Before",
                parts: [
                  { name: "Left", credits: pack + others - spent, kind: "pack" },
                  { name: "Spent", credits: spent, kind: "held" },
                ],
              },
              { name: "Owed", parts: [{ name: "Debt", credits: owed, kind: "held" }] },
            ],
          },
          "Credits that expired unused do not become debt. A refund that fails later gives back what it took. Refunds are made by admins, here or in Stripe's dashboard: the result is the same.",
        ],
      },
      {
        id: "disputes",
        title: "When a payment is disputed",
        blocks: [
          "A dispute freezes what remains of the payment's credits: they cannot be spent and do not expire. If the payment stands, they are available again. If the bank reverses it, they are taken as with a refund of the rest of the payment.",
        ],
      },
      {
        id: "see-refunds",
        title: "See what was returned",
        blocks: [
          {
            label: "the request",
            samples: [
              {
                language: "curl",
                code: `curl "${origin}/api/v1/credits/history?type=REVERSAL" \\
  -H "Authorization: Bearer $REFILL_API_KEY"

curl "${origin}/api/v1/credits/history?type=CLAWBACK" \\
  -H "Authorization: Bearer $REFILL_API_KEY"`,
              },
            ],
          },
        ],
      },
    ],
  };
};
