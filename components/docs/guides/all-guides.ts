import { addCredits } from "@/components/docs/guides/add-credits";
import { errors } from "@/components/docs/guides/errors";
import type { Guide, GuideFacts } from "@/components/docs/guides/guide";
import { holds } from "@/components/docs/guides/holds";
import { limits } from "@/components/docs/guides/limits";
import { lots } from "@/components/docs/guides/lots";
import { quickStart } from "@/components/docs/guides/quick-start";
import { refills } from "@/components/docs/guides/refills";
import { refunds } from "@/components/docs/guides/refunds";
import { webhooks } from "@/components/docs/guides/webhooks";

type GuideGroup = { name: string; guides: Guide[] };

/** The guides in reading order, in groups. */
export function guideGroups(facts: GuideFacts): GuideGroup[] {
  const group = (name: string, ...guides: ((facts: GuideFacts) => Guide)[]): GuideGroup => ({
    name,
    guides: guides.map((guide) => guide(facts)),
  });
  return [
    group("Start", quickStart, addCredits),
    group("Concepts", lots, holds, refills, refunds),
    group("In production", webhooks, errors, limits),
  ];
}

/** The guides in reading order. */
export function allGuides(facts: GuideFacts): Guide[] {
  return guideGroups(facts).flatMap(({ guides }) => guides);
}
