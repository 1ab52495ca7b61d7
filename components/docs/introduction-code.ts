/** The code samples of the introduction. */

export const spendByCurl = (origin: string) => `curl ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Idempotency-Key: job-42" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 5, "description": "Summary"}'`;

export const spendByClient = (origin: string) => `import { createClient } from "@refill/sdk";

const client = createClient({
  baseUrl: "${origin}",
  apiKey: process.env.REFILL_API_KEY,
});

const { data, error } = await client.POST("/api/v1/credits/consume", {
  params: { header: { "Idempotency-Key": "job-42" } },
  body: { amount: 5, description: "Summary" },
});`;

export const spendByPython = (origin: string) => `import json, os, urllib.request

request = urllib.request.Request(
    "${origin}/api/v1/credits/consume",
    data=json.dumps({"amount": 5, "description": "Summary"}).encode(),
    headers={
        "Authorization": f"Bearer {os.environ['REFILL_API_KEY']}",
        "Idempotency-Key": "job-42",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["available"])`;

export const keyRequest = (origin: string) => `# A token, from an email address and a password
curl ${origin}/api/v1/auth/token \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "…"}'

# A key, with the token
curl ${origin}/api/v1/api-keys \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "Build server", "scopes": ["credits:read", "credits:spend"]}'`;

export const pages = `let cursor: string | undefined;
do {
  const page = unwrap(
    await client.GET("/api/v1/credits/history", {
      params: { query: { limit: 100, cursor } },
    }),
  );
  for (const entry of page.data) console.log(entry.seq, entry.amount);
  cursor = page.nextCursor ?? undefined;
} while (cursor);`;

export const clientSetUp = (origin: string) => `import { createClient, unwrap } from "@refill/sdk";

const client = createClient({ baseUrl: "${origin}", apiKey });

const { data, error } = await client.POST("/api/v1/credits/consume", {
  body: { amount: 5 },
});
if (error?.code === "insufficient_credits") {
  return buyMore(error.required, error.available);
}

// or, with exceptions
const spent = unwrap(await client.POST("/api/v1/credits/consume", {
  body: { amount: 5 },
}));`;

export const problem = (origin: string) =>
  JSON.stringify(
    {
      type: `${origin}/docs/api#insufficient_credits`,
      title: "Not enough credits",
      status: 402,
      code: "insufficient_credits",
      detail: "This takes 500 credits and 195 are available.",
      requestId: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
      required: 500,
      available: 195,
    },
    null,
    2,
  );
