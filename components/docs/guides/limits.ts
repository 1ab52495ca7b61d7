import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { formatCredits } from "@/components/ui/credits";
import { MAX_ITEMS } from "@/lib/api/endpoints/spending/batch";
import { METADATA_LIMITS } from "@/lib/api/endpoints/spending/metadata";
import { MAX_BODY_BYTES } from "@/lib/api/http/read-body";
import { MAX_KEYS } from "@/lib/auth/api-keys/create-api-key";
import { DEFAULT_HOLD_SECONDS, MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import { MAX_AMOUNT } from "@/lib/ledger/types";

export const limits = (facts: GuideFacts): Guide => ({
  slug: "limits",
  title: "Limits",
  summary: "How many requests you can make, how large they can be, and the limits of a plan.",
  sections: [
    {
      id: "rate-limits",
      title: "Requests",
      blocks: [
        "Every response says where you stand in `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds). A request over a limit is 429 `rate_limited`, has no effect, and says in `Retry-After` how many seconds to wait. The limits are:",
        {
          caption: "Limits on requests",
          rows: [
            ["An API key, or a person", `${formatCredits(facts.requestsPerMinute)} requests a minute.`],
            ["A service key", `${formatCredits(facts.serviceRequestsPerMinute)} requests a minute.`],
            [
              "Without a key",
              `${formatCredits(facts.anonymousRequestsPerMinute)} requests a minute from one address, together with the pages.`,
            ],
            [
              "Purchases",
              `${formatCredits(facts.purchasesPerHour)} an hour for each person: checkouts, plan changes, top-ups.`,
            ],
            ["Refunds of spends", `${formatCredits(facts.refundsPerHour)} an hour for each account.`],
            [
              "Holds",
              `${formatCredits(facts.holdsPerHour)} an hour for each account, placed by its owner. Service keys have no such limit.`,
            ],
            ["Streams", `${formatCredits(facts.streamsPerAccount)} open at once for each account.`],
          ],
        },
        `A batch of up to ${formatCredits(MAX_ITEMS)} spends counts as one request:`,
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${facts.origin}/api/v1/credits/consume/batch \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"items": [
    {"amount": 5, "idempotencyKey": "job-48"},
    {"meter": "image", "quantity": 2, "idempotencyKey": "job-49"}
  ]}'`,
            },
            {
              language: "TypeScript",
              code: `const { results } = unwrap(
  await client.POST("/api/v1/credits/consume/batch", {
    body: {
      items: [
        { amount: 5, idempotencyKey: "job-48" },
        { meter: "image", quantity: 2, idempotencyKey: "job-49" },
      ],
    },
  }),
);
for (const { status } of results) console.log(status);`,
            },
            {
              language: "Python",
              code: `answer = call(
    "POST",
    "/api/v1/credits/consume/batch",
    {
        "items": [
            {"amount": 5, "idempotencyKey": "job-48"},
            {"meter": "image", "quantity": 2, "idempotencyKey": "job-49"},
        ]
    },
)
for result in answer["results"]:
    print(result["status"])`,
            },
          ],
        },
      ],
    },
    {
      id: "sizes",
      title: "Sizes",
      blocks: [
        {
          caption: "Sizes of requests",
          rows: [
            ["Amount", `1 to ${formatCredits(MAX_AMOUNT)} credits. Credits are whole numbers.`],
            ["Body", `${MAX_BODY_BYTES / 1024 / 1024} MB of JSON.`],
            ["`metadata`", `${METADATA_LIMITS}.`],
            ["Idempotency key", "1 to 255 characters, without control characters. Keys never expire."],
            ["`description`", "500 characters."],
            ["List", "`limit` is 1 to 100, 25 unless you say otherwise. `nextCursor` leads to the next page."],
            [
              "Hold",
              `1 to ${formatCredits(MAX_HOLD_SECONDS)} seconds, ${DEFAULT_HOLD_SECONDS} unless you say otherwise.`,
            ],
            ["API keys", `${MAX_KEYS} for each person.`],
          ],
        },
      ],
    },
    {
      id: "plan-limits",
      title: "Limits of a plan",
      blocks: [
        "Besides credits, a plan can limit features, such as the number of workflows. Refill counts them and never lets concurrent requests exceed a limit. The API calls them entitlements.",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `# How many are left
curl ${facts.origin}/api/v1/entitlements/workflows \\
  -H "Authorization: Bearer $REFILL_API_KEY"

# Use one, if the plan allows it
curl ${facts.origin}/api/v1/entitlements/workflows/use \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"idempotencyKey": "workflow-42"}'`,
            },
            {
              language: "TypeScript",
              code: `const used = await client.POST("/api/v1/entitlements/{feature}/use", {
  params: { path: { feature: "workflows" } },
  body: { idempotencyKey: "workflow-42" },
});
if (used.error?.code === "limit_reached") {
  console.log("The plan allows no more workflows.");
}`,
            },
            {
              language: "Python",
              code: `used = call(
    "POST",
    "/api/v1/entitlements/workflows/use",
    {"idempotencyKey": "workflow-42"},
)
print(used["used"], used["limit"])`,
            },
          ],
        },
        "At the limit the answer is 402 `limit_reached`, with `limit` and `used`. When a workflow is deleted, a service key releases its use. A feature is counted either for each month of the plan or as a current number; `per` says which.",
      ],
    },
  ],
});
