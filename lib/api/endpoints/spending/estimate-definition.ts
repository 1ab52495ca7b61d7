import { z } from "zod";
import { meter, quantity } from "@/lib/api/endpoints/spending/charge";
import { define } from "@/lib/api/http/definition";
import { credits } from "@/lib/api/http/schemas";

const MAX_ITEMS = 1000;
// An object and its two fields each.
const MAX_PARTS = 4 * MAX_ITEMS;

export const estimateEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/estimate",
  summary: "Estimate a cost",
  description:
    "What quantities would cost by the rate card of this moment, each rounded as a spend of its own. It spends nothing and is about no account; the rates themselves are in `meters` of GET /plans.",
  access: "credits:read",
  account: "none",
  maxParts: MAX_PARTS,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ meter, quantity }), "Give a list of items.")
      .min(1, "Give at least 1 item.")
      .max(MAX_ITEMS, `Give at most ${MAX_ITEMS} items.`),
  }),
  success: {
    status: 200,
    schema: z.object({
      items: z.array(
        z.object({
          meter: z.string(),
          quantity: z.string().meta({ description: "Decimal text." }),
          credits,
          rateVersion: z.int().meta({ description: "Which version of the meter's rate it is." }),
        }),
      ),
      total: credits,
    }),
  },
  example: {
    body: {
      items: [
        { meter: "chat_tokens_in", quantity: 12_000 },
        { meter: "audio_minute", quantity: "2.5" },
      ],
    },
    answer: {
      items: [
        { meter: "chat_tokens_in", quantity: "12000", credits: 2, rateVersion: 1 },
        { meter: "audio_minute", quantity: "2.5", credits: 3, rateVersion: 1 },
      ],
      total: 5,
    },
  },
});
