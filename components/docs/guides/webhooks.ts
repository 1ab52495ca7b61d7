import type { Guide, GuideFacts } from "@/components/docs/guides/guide";

export const webhooks = ({ origin, streamsPerAccount }: GuideFacts): Guide => ({
  slug: "webhooks",
  title: "Webhooks",
  summary: "How your app learns of every change of a balance, and when a payment becomes credits.",
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
      id: "after-a-payment",
      title: "When a payment becomes credits",
      blocks: [
        "Stripe reports a payment, a refund or a dispute to Refill, usually within seconds, and the balance follows. Buyers need not wait for the report: the page after Checkout reads the payment itself.",
        {
          caption: "If a report arrives",
          rows: [
            ["Twice", "Every grant has a key of its own, so nothing is granted twice."],
            ["Out of order", "Each report leads to the current state at Stripe, so the order does not matter."],
            ["Not at all", "Every hour a comparison with Stripe finds what was missed, and applies it the same way."],
          ],
        },
      ],
    },
  ],
});
