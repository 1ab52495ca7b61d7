import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { problem } from "@/components/docs/introduction-code";

export const errors = ({ origin }: GuideFacts): Guide => ({
  slug: "errors",
  title: "Errors",
  summary: "One shape for every error, which requests to repeat, and how to repeat them without charging twice.",
  sections: [
    {
      id: "shape",
      title: "The shape of an error",
      blocks: [
        "Every error is a problem document (RFC 9457). `code` is from a fixed list and is what your program should look at. `detail` is a sentence for developers and may change. `requestId` is also in the `x-request-id` header of every response: send it along when you ask for help.",
        {
          label: "the problem",
          samples: [{ language: "JSON", of: "Problem", code: problem(origin) }],
        },
        "Some codes bring more: `required` and `available` with `insufficient_credits`, `errors` with a line for each field that is not valid, `limit` and `used` with `limit_reached`. The reference lists [every code](/docs/api#errors).",
      ],
    },
    {
      id: "what-to-repeat",
      title: "Which requests to repeat",
      blocks: [
        {
          caption: "What to do about each status",
          rows: [
            [
              "No response",
              "Repeat with the same idempotency key. If the first request succeeded, you get its response.",
            ],
            ["400, 404, 422", "Do not repeat. Correct the request: the address, the fields, the scopes of the key."],
            ["401", "Get a new token, or check that the key was not revoked."],
            ["402", "Spend less, or try again after a purchase or a refill. You can use the same key."],
            ["403", "Only for people: confirm who you are in the app, or get a new token. Keys do not get it."],
            ["405, 413", "Do not repeat. Use a method of the `Allow` header, or send a smaller body."],
            ["409", "Look at the code: the state of the object does not allow this. Do not repeat it unchanged."],
            ["429", "Wait for the seconds in `Retry-After`, then repeat. Nothing happened."],
            ["500", "Repeat with the same idempotency key. If it stays, ask for help with the `requestId`."],
            ["503", "Wait for the seconds in `Retry-After`, then repeat with the same key. Nothing is half done."],
          ],
        },
        "404 is also what you get for an object of another account, and for an endpoint that the key has no scope for.",
      ],
    },
    {
      id: "repeat-safely",
      title: "Repeat without charging twice",
      blocks: [
        "The TypeScript client does this by itself: it gives spends a key if you give none, and repeats requests that are safe to repeat. In another language, make the key before the first attempt and keep it.",
        {
          label: "the code",
          samples: [
            {
              language: "TypeScript",
              code: `const { data, error } = await client.POST("/api/v1/credits/consume", {
  params: { header: { "Idempotency-Key": "job-45" } },
  body: { amount: 5, description: "Summary" },
});
if (error) {
  // insufficient_credits, validation_failed, …
  console.error(error.code, error.detail, error.requestId);
} else {
  console.log(data.replayed ? "charged before" : "charged", data.available);
}`,
            },
            {
              language: "Python",
              code: `import time

def spend(amount, key, attempts=3):
    for attempt in range(attempts):
        try:
            return call("POST", "/api/v1/credits/consume", {"amount": amount}, key=key)
        except urllib.error.HTTPError as failed:
            if failed.code not in (429, 500, 503) or attempt == attempts - 1:
                raise
            time.sleep(int(failed.headers.get("Retry-After", 1)))
        except urllib.error.URLError:
            if attempt == attempts - 1:
                raise
            time.sleep(1)

print(spend(5, key="job-46")["available"])`,
            },
            {
              language: "curl",
              code: `curl --retry 3 ${origin}/api/v1/credits/consume \\
  -H "Authorization: Bearer $REFILL_API_KEY" \\
  -H "Idempotency-Key: job-47" \\
  -H "Content-Type: application/json" \\
  -d '{"amount": 5}'`,
            },
          ],
        },
        {
          caption: "Idempotency keys",
          rows: [
            ["Same key, same request", "The first response again, with `replayed: true`."],
            ["Same key, another request", "409 `idempotency_key_reused`: the key must belong to one piece of work."],
            ["An error", "Is not stored. The same key can be used again."],
          ],
        },
      ],
    },
  ],
});
