import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { formatCredits } from "@/components/ui/credits";
import { CAPTURE_LIMIT } from "@/lib/ledger/capture-hold";
import { DEFAULT_HOLD_SECONDS, MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import { HOUR_MS, MINUTE_MS } from "@/lib/time";

const defaultMinutes = (DEFAULT_HOLD_SECONDS * 1000) / MINUTE_MS;
const mostHours = (MAX_HOLD_SECONDS * 1000) / HOUR_MS;

/** The picture's credits. A test holds and captures the same in the ledger. */
export const HOLD_EXAMPLE = { balance: 200, held: 50, captured: 32 };

export const holds = ({ origin, holdsPerHour }: GuideFacts): Guide => {
  const { balance, held, captured } = HOLD_EXAMPLE;
  return {
    slug: "holds",
    title: "Holds",
    summary: "Reserve credits while work is in progress, then capture what it cost.",
    sections: [
      {
        id: "why-hold",
        title: "When to hold credits",
        blocks: [
          "Use a hold when the cost is known only after the work is done: a model's answer, a long export, a job with many steps. The hold takes credits out of reach of other requests, so the work can always be paid for when it ends. If the price is known before, [spend](/docs/quick-start#spend-credits) at once.",
          {
            caption: `${held} of ${balance} credits are held. The work costs ${captured}: the capture spends them, and the other ${held - captured} are available again.`,
            bars: [
              {
                name: "Held",
                parts: [
                  { name: "Available", credits: balance - held, kind: "plan" },
                  { name: "Held", credits: held, kind: "held" },
                ],
              },
              { name: "Captured", parts: [{ name: "Available", credits: balance - captured, kind: "plan" }] },
            ],
          },
        ],
      },
      {
        id: "place-and-capture",
        title: "Place, work, capture",
        blocks: [
          {
            label: "the code",
            samples: [
              {
                language: "curl",
                code: `curl ${origin}/api/v1/credits/holds \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 50, "description": "Report", "expiresInSeconds": 600}'

# After the work, with the id of the hold
curl ${origin}/api/v1/credits/holds/$HOLD_ID/capture \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 32}'`,
              },
              {
                language: "TypeScript",
                code: `const hold = unwrap(
  await client.POST("/api/v1/credits/holds", {
    body: { amount: 50, description: "Report", expiresInSeconds: 600 },
  }),
);
const params = { path: { id: hold.id } };
try {
  const pages = await work();
  unwrap(
    await client.POST("/api/v1/credits/holds/{id}/capture", {
      params,
      body: { amount: 2 * pages },
    }),
  );
} catch (failure) {
  await client.POST("/api/v1/credits/holds/{id}/release", { params });
  throw failure;
}

async function work() {
  return 16; // pages
}`,
              },
              {
                language: "Python",
                code: `def work():
    return 16  # pages

hold = call(
    "POST",
    "/api/v1/credits/holds",
    {"amount": 50, "description": "Report", "expiresInSeconds": 600},
)
address = f"/api/v1/credits/holds/{hold['id']}"
try:
    pages = work()
except Exception:
    call("POST", address + "/release")
    raise
call("POST", address + "/capture", {"amount": 2 * pages})`,
              },
            ],
          },
          `A capture without an amount spends all that is held. It can also spend less, or up to ${CAPTURE_LIMIT} times as much if that is available. A capture of at most the held amount always succeeds while the hold is open.`,
          "A plan can let running work go over what is left: with `overdraftCredits` of 20, a capture may leave up to 20 credits owed. The next credits pay them, and nothing new starts until then. The response says how many in `overdraft`.",
          "Holds work with the rate card, too: place one with a `meter` and the largest `quantity` you expect, and capture it with the final quantity.",
        ],
      },
      {
        id: "end-of-a-hold",
        title: "How a hold ends",
        blocks: [
          {
            caption: "Ends of a hold",
            rows: [
              ["Captured", "What it captures is spent as one entry. The rest is available again."],
              ["Released", "All of it is available again. Releasing a hold twice has no effect."],
              [
                "Expired",
                `After \`expiresInSeconds\`: ${defaultMinutes} minutes unless you say otherwise, at most ${mostHours} hours. All of it is available again.`,
              ],
            ],
          },
          "Afterwards a capture is refused with 409 `hold_not_open`, with the hold's state in `holdStatus`. Choose an expiry that is longer than the work can take.",
          "While credits are held they do not expire. If their lot's time is over when they are released, they end then.",
        ],
      },
      {
        id: "who-may-end",
        title: "Who can end a hold",
        blocks: [
          "A hold can be captured or released by the caller that placed it: the same API key, or the same person. Service keys can end any hold of any account. The owner of the account can see all holds, but not release those of your app while it works.",
          `The owner of an account can place ${formatCredits(holdsPerHour)} holds an hour. Holds of service keys do not count.`,
        ],
      },
    ],
  };
};
