import { type Guide, type GuideFacts, response } from "@/components/docs/guides/guide";
import { clientSetUp, pythonSetUp } from "@/components/docs/guides/set-up";
import { exampleBalance, exampleEntry } from "@/lib/api/endpoints/balance/example";

export const quickStart = ({ origin }: GuideFacts): Guide => ({
  slug: "quick-start",
  title: "Quick start",
  summary: "Create a key, read a balance and spend the first credits, with curl, TypeScript or Python.",
  sections: [
    {
      id: "create-a-key",
      title: "Create an API key",
      blocks: [
        "Programs use an API key. Create one in the [settings](/settings#api-keys); it is shown once. Then set it in the terminal in which you run the samples:",
        {
          label: "the command",
          samples: [{ language: "Shell", code: 'export REFILL_API_KEY="rk_…"' }],
        },
        "You can also create one without a browser, with your email address and your password. These commands set `$REFILL_API_KEY` as well:",
        {
          label: "the commands",
          samples: [
            {
              language: "curl",
              code: `# A token, valid for 15 minutes
TOKEN=$(curl -s ${origin}/api/v1/auth/token \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "…"}' \\
  | sed -n 's/.*"token": *"\\([^"]*\\)".*/\\1/p')

# A key, with the token
export REFILL_API_KEY=$(curl -s ${origin}/api/v1/api-keys \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "Quick start", "scopes": ["credits:read", "credits:spend"]}' \\
  | sed -n 's/.*"key": *"\\([^"]*\\)".*/\\1/p')

echo $REFILL_API_KEY`,
            },
          ],
        },
        "With two-step sign-in, the first request also needs a `code`. Keep the key where your programs can read it, and out of your code. It can do what its scopes say, for your own account. A backend that charges many users needs a [service key](/docs/quick-start#charge-users).",
      ],
    },
    {
      id: "read-the-balance",
      title: "Read the balance",
      blocks: [
        "`available` is what can be spent now. `balance` also counts credits that are held, and `lots` is [what it is made of](/docs/lots).",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${origin}/api/v1/credits \\
  -H "Authorization: Bearer $REFILL_API_KEY"`,
            },
            {
              language: "TypeScript",
              code: `${clientSetUp(origin)}

const { available } = unwrap(await client.GET("/api/v1/credits"));
console.log(available);`,
            },
            {
              language: "Python",
              code: `${pythonSetUp(origin)}

print(call("GET", "/api/v1/credits")["available"])`,
            },
          ],
        },
        response("GET /api/v1/credits", exampleBalance),
        "The TypeScript client is the package `@refill/sdk`, the folder `sdk` of this app, typed from its [OpenAPI document](/api/v1/openapi.json). The Python samples need nothing but Python. In both languages, later samples build on this one: they use `client` and `call`.",
      ],
    },
    {
      id: "spend-credits",
      title: "Spend credits",
      blocks: [
        "Send the id of your job as the idempotency key. If the request is repeated, because the network failed or the job ran twice, the credits are spent once and you get the first response again, with `replayed: true`.",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Idempotency-Key: job-42" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 5, "description": "Summary"}'`,
            },
            {
              language: "TypeScript",
              code: `const spent = unwrap(
  await client.POST("/api/v1/credits/consume", {
    params: { header: { "Idempotency-Key": "job-42" } },
    body: { amount: 5, description: "Summary" },
  }),
);
console.log(spent.entry.id, spent.available);`,
            },
            {
              language: "Python",
              code: `spent = call(
    "POST",
    "/api/v1/credits/consume",
    {"amount": 5, "description": "Summary"},
    key="job-42",
)
print(spent["entry"]["id"], spent["available"])`,
            },
          ],
        },
        response("POST /api/v1/credits/consume", {
          entry: {
            ...exampleEntry,
            description: "Summary",
          },
          balance: 195,
          available: 195,
          replayed: false,
        }),
      ],
    },
    {
      id: "spend-by-quantity",
      title: "Spend what you counted",
      blocks: [
        "You can send what you measured instead of a price. The rate card says what a unit of each meter costs, and the result is rounded to whole credits once. It is in `meters` of the [list of plans](/docs/api#getPlans).",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Idempotency-Key: job-43" \\
  -H "Content-Type: application/json" \\
  -d '{"meter": "chat_tokens_in", "quantity": 42000}'`,
            },
            {
              language: "TypeScript",
              code: `const { entry } = unwrap(
  await client.POST("/api/v1/credits/consume", {
    params: { header: { "Idempotency-Key": "job-43" } },
    body: { meter: "chat_tokens_in", quantity: 42_000 },
  }),
);
console.log(entry.amount, entry.rateVersion);`,
            },
            {
              language: "Python",
              code: `entry = call(
    "POST",
    "/api/v1/credits/consume",
    {"meter": "chat_tokens_in", "quantity": 42000},
    key="job-43",
)["entry"]
print(entry["amount"], entry["rateVersion"])`,
            },
          ],
        },
        response("POST /api/v1/credits/consume", {
          entry: {
            ...exampleEntry,
            id: `${exampleBalance.account}_4`,
            seq: 4,
            balanceBefore: 195,
            balanceAfter: 190,
            description: "",
            meter: "chat_tokens_in",
            quantity: "42000",
            rateVersion: 1,
            idempotencyKey: "job-43",
          },
          balance: 190,
          available: 190,
          replayed: false,
        }),
        "If you only know the cost afterwards, [hold credits](/docs/holds) first.",
      ],
    },
    {
      id: "run-out",
      title: "When credits run out",
      blocks: [
        "A spend that is larger than what is available is refused as a whole, with status 402 and the code `insufficient_credits`. Nothing is stored under the key, so the same request can succeed after a purchase or a [refill](/docs/refills).",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              answers: 402,
              code: `curl -i ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 1000000}'`,
            },
            {
              language: "TypeScript",
              answers: 402,
              code: `const { error } = await client.POST("/api/v1/credits/consume", {
  body: { amount: 1_000_000 },
});
if (error?.code === "insufficient_credits") {
  console.log(\`\${error.required} needed, \${error.available} available\`);
}`,
            },
            {
              language: "Python",
              answers: 402,
              code: `try:
    call("POST", "/api/v1/credits/consume", {"amount": 1000000})
except urllib.error.HTTPError as refused:
    problem = json.load(refused)
    print(problem["code"], problem["required"], problem["available"])`,
            },
          ],
        },
        response("Problem", {
          type: `${origin}/docs/api#insufficient_credits`,
          title: "Insufficient credits",
          status: 402,
          code: "insufficient_credits",
          detail: "The request requires 1,000,000 credits, and 190 are available.",
          requestId: "0193a1b2-0000-7000-8000-00000000000c",
          required: 1_000_000,
          available: 190,
        }),
        "[Errors](/docs/errors) says which requests to repeat.",
      ],
    },
    {
      id: "charge-users",
      title: "Charge your users",
      blocks: [
        "A backend that spends for its users needs one service key, which an admin creates with `service: true` and gives to you. Each request names the account: by email address, or by your own id once you have set it. Only a service key can [refund a spend](/docs/refunds).",
        {
          label: "the commands",
          samples: [
            {
              language: "curl",
              code: `export REFILL_SERVICE_KEY="rk_…"

# Once: your own id for the account
curl -X PATCH ${origin}/api/v1/accounts/you@example.com \\
  -H "Authorization: Bearer $REFILL_SERVICE_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"externalId": "customer-42"}'

curl ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_SERVICE_KEY" \\
  -H "Idempotency-Key: job-44" \\
  -H "Content-Type: application/json" \\
  -d '{"account": "customer-42", "amount": 5}'`,
            },
          ],
        },
      ],
    },
  ],
});
