import { z } from "zod";
import { exampleBalance, exampleEntry, exampleExplanation } from "@/lib/api/endpoints/balance/example";
import { explanationView } from "@/lib/api/endpoints/balance/explanation-view";
import { archivedView, balanceView, entryType, historyEntryView } from "@/lib/api/endpoints/balance/view";
import { define } from "@/lib/api/http/definition";
import { cursor, instant, limit, page } from "@/lib/api/http/schemas";

export const getCreditsEndpoint = define({
  method: "GET",
  path: "/api/v1/credits",
  summary: "Get the balance",
  description:
    "Returns the current balance, the part of it that is held, available or owed, and the lots that it is made of.",
  access: "credits:read",
  success: { status: 200, schema: balanceView },
  example: { answer: exampleBalance },
});

export const streamBalanceEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/stream",
  summary: "Stream the balance",
  description: [
    "Server-sent events, for `EventSource` and similar clients. The stream sends a `balance` event when it opens and within a second of each change. Its data is the response of `GET /api/v1/credits`. Changes in quick succession are sent as one event.",
    "Every event is complete, so after a lost connection simply reconnect. While nothing changes, the stream sends a comment every 15 seconds. It ends when its credentials do: when a key is revoked, a user is locked, or a session or token expires.",
  ].join("\n\n"),
  access: "credits:read",
  success: { status: 200, schema: balanceView, event: "balance" },
  example: { answer: exampleBalance },
  problems: ["too_many_streams", "no_stream_free"],
});

export const explainEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/explain",
  summary: "Explain the balance",
  description:
    "Returns how the balance came about, computed from the ledger entries alone: by type, by lot with the entries behind it, and what is owed. The cost of this request grows with the number of entries in the account.",
  access: "credits:read",
  success: { status: 200, schema: explanationView },
  example: { answer: exampleExplanation },
});

export const listEntriesEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/history",
  summary: "List ledger entries",
  description: "Every change of the balance, newest first. `from` is inclusive, `to` is exclusive.",
  access: "credits:read",
  query: z
    .object({
      type: entryType.optional().meta({ description: "Only return entries of this type." }),
      from: instant.optional().meta({ description: "Only return entries from this time, or day in UTC, on." }),
      to: instant.optional().meta({ description: "Only return entries before this time, or day in UTC." }),
      limit,
      cursor: cursor.optional(),
    })
    .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "Must not be before `from`." }),
  success: { status: 200, schema: page(historyEntryView).extend({ archived: archivedView }) },
  example: { query: { type: "USAGE", limit: 2 }, answer: { data: [exampleEntry], nextCursor: null } },
});
