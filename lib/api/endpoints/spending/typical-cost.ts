import type { z } from "zod";
import type { typicalCostEndpoint } from "@/lib/api/endpoints/spending/definition";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem } from "@/lib/api/http/problems";
import { rateCard } from "@/lib/catalog/rate-card";
import type { Sql } from "@/lib/db";
import { everyonesTypicalCost, type SpendKind, type TypicalCost, typicalCost } from "@/lib/ledger/typical-cost";
import { oncePerProcess } from "@/lib/once-per-process";
import { reports } from "@/lib/replica/reports";
import { MINUTE_MS } from "@/lib/time";

type Answer = z.input<typeof typicalCostEndpoint.success.schema>;
type Query = { meter?: string; model?: string; project?: string };

/** What such spends of the account cost; of a meter that it has not used, what they cost everyone. */
export async function findTypicalCost(sql: Sql, accountId: string, query: Query, now: Date): Promise<Answer | Problem> {
  const { meter } = query;
  if (meter !== undefined && !(await rateCard().find(sql)).has(meter)) {
    const message = "No such meter. GET /api/v1/plans lists all meters.";
    return invalidFields([{ field: "meter", message }]);
  }
  const own = await typicalCost(sql, accountId, kindOf(query), now);
  if (own) return answer("account", own);
  const everyones = meter === undefined ? null : await sampled(meter, now);
  return everyones ? answer("everyone", everyones) : { basis: null, spends: 0, typical: null, atMost: null };
}

function kindOf({ meter, model, project }: Query): SpendKind {
  if (meter !== undefined) return { meter };
  if (model !== undefined) return { model };
  if (project !== undefined) return { project };
  throw new Error("A typical cost is of a meter, a model or a project.");
}

const answer = (basis: "account" | "everyone", { spends, typical, atMost }: TypicalCost): Answer => ({
  basis,
  spends,
  typical: jsonInteger(typical),
  atMost: jsonInteger(atMost),
});

const LASTS_MS = 10 * MINUTE_MS;

type Sampled = { cost: Promise<TypicalCost | null>; until: number };

// As many as there are meters.
const samples = oncePerProcess("typicalCosts", () => new Map<string, Sampled>());

/** A promise, so that callers at the same time share one sample. */
function sampled(meter: string, now: Date): Promise<TypicalCost | null> {
  const known = samples().get(meter);
  if (known && now.getTime() < known.until) return known.cost;
  const cost = reports()
    .current()
    .then(({ sql }) => everyonesTypicalCost(sql, meter, now));
  cost.catch(() => samples().delete(meter));
  samples().set(meter, { cost, until: now.getTime() + LASTS_MS });
  return cost;
}
