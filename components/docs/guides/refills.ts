import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import type { REFILL_POLICIES } from "@/lib/catalog/types";

const POLICIES: Record<(typeof REFILL_POLICIES)[number], string> = {
  RESET: "The 130 expire and 200 are granted: 200. In the history these are two entries.",
  ROLL_OVER: "Nothing expires and 200 are granted: 330.",
  ROLL_OVER_CAPPED:
    "With a cap of 300, nothing expires and 200 are granted: 330. Of 350 unused credits, the oldest 50 would expire.",
};

const CHANGES: [string, string][] = [
  [
    "Upgrade",
    "At once. The difference is charged for the rest of the month, and the same share of the credits is granted.",
  ],
  ["Downgrade", "At the end of the period that is paid for. Until then nothing changes, and it can be undone."],
  [
    "Monthly to yearly",
    "At once, with a new period. Credits already spent from the unused part of the old month are taken from the new one.",
  ],
  ["Cancel", "At the end of the period. The credits can be spent until then."],
];
const CANCEL_NOW: [string, string] = ["Cancel now", "At once. The plan's credits end, and nothing is refunded."];

export const refills = ({ origin, graceHours, cancelsNow }: GuideFacts): Guide => ({
  slug: "refills",
  title: "Refills",
  summary: "A plan's credits arrive every month, also on yearly plans. What happens to unused ones is up to the plan.",
  sections: [
    {
      id: "windows",
      title: "When credits arrive",
      blocks: [
        "A subscription is divided into months from the moment it started. A plan that started on the 31st of January refills on the 28th of February, then on the 31st of March. Each month that is paid for brings the plan's credits once.",
        {
          list: [
            "A monthly plan refills when its invoice is paid.",
            "A yearly plan is paid once and still refills every month, twelve times.",
            "The free plan refills every month without a payment. After three months without use, its next refill comes when the account is used again.",
            "A trial brings the plan's trial credits, once per person and card.",
          ],
        },
        "`nextRefill` of the balance says when the next credits arrive, and how many.",
        {
          label: "the request",
          samples: [
            {
              language: "curl",
              code: `curl ${origin}/api/v1/subscription \\
  -H "Authorization: Bearer $REFILL_API_KEY"`,
            },
            {
              language: "TypeScript",
              code: `const { nextRefill } = unwrap(await client.GET("/api/v1/credits"));
if (nextRefill) console.log(nextRefill.credits, nextRefill.at);`,
            },
            {
              language: "Python",
              code: `refill = call("GET", "/api/v1/credits")["nextRefill"]
if refill:
    print(refill["credits"], refill["at"])`,
            },
          ],
        },
      ],
    },
    {
      id: "unused-credits",
      title: "What happens to unused credits",
      blocks: [
        "A plan has one of three refill policies. The figures are for a plan of 200 credits a month, of which 130 are unused at the end of the month. `refillPolicy` of a plan in the [list of plans](/docs/api#getPlans) is its name.",
        {
          caption: "Refill policies",
          rows: Object.entries(POLICIES).map(([policy, text]): [string, string] => [`\`${policy}\``, text]),
        },
        "A refill never touches packs, promo credits or rewards.",
      ],
    },
    {
      id: "late-payments",
      title: "When a payment is late",
      blocks: [
        `While a renewal is unpaid, nothing is granted. The old month's credits stay for ${graceHours} hours after its end, so that nobody is cut off while Stripe collects the payment. Once it is paid, the new month's credits arrive.`,
        "When Stripe gives up, the plan and its credits end, and the free plan takes over. Packs stay.",
      ],
    },
    {
      id: "changing-plans",
      title: "When the plan changes",
      blocks: [
        {
          caption: "Changes of a plan",
          rows: cancelsNow ? [...CHANGES, CANCEL_NOW] : CHANGES,
        },
        "From Starter (200 credits) to Pro (400) halfway through the month: (400 − 200) × 1/2 = 100 credits now, and 400 with the next refill. `POST /api/v1/subscription/preview` shows the money and the credits of a change before it is made.",
      ],
    },
  ],
});
