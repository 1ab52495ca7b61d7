import { exampleExplanation } from "@/lib/api/endpoints/balance/example";
import { explanationView } from "@/lib/api/endpoints/balance/explanation-view";
import { define } from "@/lib/api/http/definition";

export const explainEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/explain",
  summary: "Explain the balance",
  description:
    "How the balance came about, from the ledger's entries alone: by type, by lot with the entries behind it, and what is owed. Costs as much as the account has entries.",
  access: "credits:read",
  success: { status: 200, schema: explanationView },
  example: { answer: exampleExplanation },
});
