import { exampleBalance } from "@/lib/api/endpoints/balance/example";
import { balanceView } from "@/lib/api/endpoints/balance/view";
import { define } from "@/lib/api/http/definition";

export const streamBalanceEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/stream",
  summary: "Follow the balance",
  description: [
    "Server-sent events, for `EventSource` and its like. An event `balance` comes at once and after each change, within a second; its data is what `GET /api/v1/credits` answers. Many changes at once come as one.",
    "Every event is whole: after a lost connection just connect again. Comments come every 15 seconds while nothing changes. The stream ends when its credentials do: a key is revoked, a user locked, a session or token past its time.",
  ].join("\n\n"),
  access: "credits:read",
  success: { status: 200, schema: balanceView, event: "balance" },
  example: { answer: exampleBalance },
  problems: ["too_many_streams", "no_stream_free"],
});
