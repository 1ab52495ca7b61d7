import { formatCredits } from "@/components/ui/credits";
import type { PackEditPreview } from "@/lib/catalog/preview-pack-edit";
import type { PlanEditPreview } from "@/lib/catalog/preview-plan-edit";
import type { Audience } from "@/lib/catalog/queries";

/** What an edit of a plan does, and whom it affects, one sentence each. */
export function planEffects({ nextVersion, audience, ...preview }: PlanEditPreview, isFree: boolean): string[] {
  if (nextVersion === null) return ["No new version: only its place in the list changes."];
  const { pricesCreated, pricesArchived } = preview;
  return [
    `Version ${nextVersion} goes on sale for new ${isFree ? "accounts" : "buyers"}.`,
    ...(isFree
      ? []
      : [
          `A price in Stripe sells one version: ${count(pricesCreated, "is", "are")} created for version ${nextVersion}, and ${formatCredits(pricesArchived)} of the version before ${pricesArchived === 1 ? "is" : "are"} archived.`,
        ]),
    ...(isFree ? freeAudience(audience) : paidAudience(audience)),
    "No balance changes.",
  ];
}

/** What an edit of a pack does, and whom it affects, one sentence each. */
export function packEffects({ nextVersion, newPrice, autoTopups }: PackEditPreview): string[] {
  if (nextVersion === null) return [];
  const { buy, stop } = autoTopups;
  return [
    `New buyers get version ${nextVersion}. Packs that were already bought keep their credits and terms.`,
    newPrice
      ? "A new price is created in Stripe, and the present one is archived there."
      : "Its price in Stripe stays.",
    buy === 0
      ? "No automatic top-up buys it."
      : `${count(buy, "automatic top-up buys", "automatic top-ups buy")} it, from now on with these terms.`,
    ...(stop === 0
      ? []
      : [`${count(stop, "of them stops", "of them stop")}, because the new price is above its monthly limit.`]),
    "No balance changes.",
  ];
}

/** 42 on version 1, 3 on version 2. */
export function byVersionText({ byVersion }: Audience): string {
  return byVersion.map(({ version, subscribers }) => `${formatCredits(subscribers)} on version ${version}`).join(", ");
}

function paidAudience(audience: Audience): string[] {
  const { subscribers } = audience;
  if (subscribers === 0) return ["It has no subscribers."];
  const stay = count(subscribers, "subscriber stays", "subscribers stay");
  const [first, ...others] = audience.byVersion;
  return first && others.length === 0
    ? [`${stay} on version ${first.version}, which they bought.`]
    : [`${stay} on the version they bought: ${byVersionText(audience)}.`];
}

function freeAudience({ subscribers }: Audience): string[] {
  if (subscribers === 0) return ["Nobody is on it."];
  return [`${count(subscribers, "person moves", "people move")} to the new version at the next refill.`];
}

function count(amount: number, one: string, many: string): string {
  return `${formatCredits(amount)} ${amount === 1 ? one : many}`;
}
