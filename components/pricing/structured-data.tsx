import { pricesAsJsonLd } from "@/components/pricing/json-ld";
import type { OfferedPack, OfferedPlan } from "@/components/pricing/offer";

type StructuredDataProps = { plans: OfferedPlan[]; packs: OfferedPack[]; appUrl: string };

/** The prices for search engines. It is data and not a script: browsers never run it, so the policy needs no nonce for it. */
export function StructuredData({ plans, packs, appUrl }: StructuredDataProps) {
  return <script type="application/ld+json">{JSON.stringify(pricesAsJsonLd({ plans, packs }, appUrl))}</script>;
}
