import type { Guide, GuideFacts } from "@/components/docs/guides/guide";

export const webhooks = ({ origin, streamsPerAccount }: GuideFacts): Guide => ({
  slug: "webhooks",
  title: "Webhooks",
  summary: "How your app learns of payments, plans and balances, and when a payment becomes credits.",
  sections: [
    {
      id: "receive-events",
      title: "Receive events",
      blocks: [
        "An admin adds the address of your app under Outgoing webhooks. Refill posts events to it, such as `balance.low`, `payment.failed` or `subscription.ended`, signed by the Standard Webhooks specification with the endpoint's secret.",
        {
          label: "the receiver",
          samples: [
            {
              language: "JavaScript",
              code: `import { verifyWebhook } from "@refill/sdk/webhooks";

// Throws for a request that Refill did not sign
const event = verifyWebhook(await request.text(), request.headers, process.env.REFILL_WEBHOOK_SECRET);
if (event.type === "balance.low") await remind(event.data.account);`,
            },
          ],
        },
        {
          caption: "What to rely on",
          rows: [
            ["At least once", "An event may come twice with the same `webhook-id`: note those that you have handled."],
            ["In order", "Events of one account come one after another; those of different accounts in any order."],
            ["Retried", "Anything but 2xx within 15 seconds is tried again, ten times in three days."],
          ],
        },
      ],
    },
    {
      id: "hear-of-changes",
      title: "Follow a balance",
      blocks: [
        "Webhooks tell of a balance that crosses a line, within a minute or two. To follow each change, open its stream: it sends the balance at once and within a second of each change. Every event is complete, so after a lost connection you only reconnect.",
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
