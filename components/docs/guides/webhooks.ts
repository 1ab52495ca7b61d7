import type { Guide, GuideFacts } from "@/components/docs/guides/guide";

export const webhooks = ({ origin, streamsPerAccount }: GuideFacts): Guide => ({
  slug: "webhooks",
  title: "Webhooks",
  summary: "How your app learns of every change of a balance, and how Stripe's events become credits.",
  sections: [
    {
      id: "hear-of-changes",
      title: "Follow a balance",
      blocks: [
        "Refill sends no webhooks to your app. To follow a balance, open its stream: it sends the balance at once and within a second of each change. Every event is complete, so after a lost connection you only reconnect.",
        {
          label: "the code",
          samples: [
            {
              language: "curl",
              code: `curl -N ${origin}/api/v1/credits/stream \\
  -H "Authorization: Bearer $REFILL_API_KEY"`,
            },
            {
              language: "JavaScript",
              code: `// In a page of the app, for the user who is signed in
const stream = new EventSource("/api/v1/credits/stream");
stream.addEventListener("balance", ({ data }) => {
  console.log(JSON.parse(data).available);
});`,
            },
          ],
        },
        `A quiet stream sends a comment every 15 seconds; one that is silent for longer is dead. An account can have ${streamsPerAccount} streams open in each process. To catch up on what was spent, read the [history](/docs/api#getCreditsHistory) since the last entry you know.`,
      ],
    },
    {
      id: "from-stripe",
      forOperators: true,
      title: "What Stripe sends",
      blocks: [
        `Stripe sends an event to \`${origin}/api/webhooks/stripe\` when a payment, a subscription or a dispute changes. The endpoint checks the signature on the raw bytes, stores the event in an inbox and answers at once. A worker then reads the object from Stripe and brings the database up to date: an event is only trusted for the id in it.`,
        {
          caption: "What this means",
          rows: [
            [
              "Twice",
              "A repeated event is stored once. Every grant has a key of its own, so nothing is granted twice.",
            ],
            ["Out of order", "Each event leads to the current state at Stripe, so the order does not matter."],
            [
              "Late",
              "The page after Checkout reads the payment itself, so buyers see their credits even before the event.",
            ],
            ["Never", "Every hour a comparison with Stripe finds what was missed, and applies it the same way."],
            ["Failed", "An event that could not be processed is tried again, less and less often, for about ten days."],
          ],
        },
      ],
    },
    {
      id: "set-up",
      forOperators: true,
      title: "Set up the endpoint",
      blocks: [
        {
          steps: [
            `In the Stripe dashboard, under Developers > Webhooks, add \`${origin}/api/webhooks/stripe\` with the events that the README lists.`,
            "Copy its signing secret (`whsec_…`) to `STRIPE_WEBHOOK_SECRET` and restart the app.",
            "Make a test purchase, and look at the event in the admin section under Webhooks: each has a sentence that says what it did.",
          ],
        },
        "A signature that is wrong or older than five minutes is answered with 400 `bad_signature`, and Stripe sends the event again.",
      ],
    },
    {
      id: "replay",
      forOperators: true,
      title: "Inspect and replay events",
      blocks: [
        "Admins see every event in the admin section, and through the API with a key that has `admin:*`. A replay processes an event again, against what Stripe says now: if it was done already, nothing changes.",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl "${origin}/api/v1/admin/webhook-events?status=FAILED" \\
  -H "Authorization: Bearer $REFILL_ADMIN_KEY"

curl -X POST ${origin}/api/v1/admin/webhook-events/$EVENT_ID/replay \\
  -H "Authorization: Bearer $REFILL_ADMIN_KEY"`,
            },
          ],
        },
      ],
    },
  ],
});
