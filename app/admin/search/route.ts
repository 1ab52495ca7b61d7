import type { NextRequest } from "next/server";
import type { SearchAnswer } from "@/components/admin/search/search-answer";
import { requireAdmin } from "@/lib/auth/guards";
import { env } from "@/lib/env";
import { isStripeId } from "@/lib/search/find-by-stripe-id";
import { searchEverything } from "@/lib/search/search-everything";
import { services } from "@/lib/services";
import { modeOf } from "@/lib/stripe/client";
import { dashboardUrl } from "@/lib/stripe/dashboard-url";

/** What the search box of the admin pages finds for `q`. */
export async function GET(request: NextRequest): Promise<Response> {
  await requireAdmin();
  const text = (request.nextUrl.searchParams.get("q") ?? "").trim();
  const { database, stripe } = services();
  const at = { mode: modeOf(stripe), apiBase: env().STRIPE_API_BASE };
  const answer: SearchAnswer = {
    found: await searchEverything(database, text),
    stripeUrl: isStripeId(text) ? dashboardUrl(text, at) : null,
  };
  return Response.json(answer, { headers: { "cache-control": "private, no-store" } });
}
