import type { ReactNode } from "react";
import { CopyField } from "@/components/growth/copy-field";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import type { ReferralSummary } from "@/lib/billing/referrals/queries";
import type { RefusalReason } from "@/lib/billing/referrals/refusal-reasons";
import type { RewardTerms } from "@/lib/billing/referrals/reward-terms";

/**
 * The link to invite by and what came of it; without one for those whose address is not verified yet. Nothing while
 * referrals are off and none was ever made.
 */
export function ReferralCard({ referral, link }: { referral: ReferralSummary; link: string | null }) {
  const { terms, pending, rewarded, refused, refusals, creditsEarned } = referral;
  if (!terms && pending + rewarded + refused === 0) return null;
  return (
    <Card aria-label="Invite somebody" id="invite" className="scroll-mt-20">
      <CardHead title="Invite somebody" />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        {terms ? (
          <>
            <p className="max-w-prose text-muted">
              {promise(terms)} Each card brings this once, and not when it is your own. What is refunded of that payment
              is taken back in the same proportion.
            </p>
            {link === null ? (
              <p>Verify your email address to get your link.</p>
            ) : (
              <CopyField label="Your link" text={link} />
            )}
          </>
        ) : (
          <p className="text-muted">Invitations are switched off at the moment.</p>
        )}
        <dl className="grid grid-cols-3 gap-4 border-line border-t pt-4">
          <Fact name="Signed up">{formatCredits(pending + rewarded + refused)}</Fact>
          <Fact name="Rewarded">{formatCredits(rewarded)}</Fact>
          <Fact name="Credits earned">{formatCredits(creditsEarned)}</Fact>
        </dl>
        {refusals.length > 0 ? (
          <Notice tone="info">
            <p>
              {refused === 1 ? "One invitation brought" : `${formatCredits(refused)} invitations brought`} no credits:
            </p>
            <ul className="mt-1 list-disc pl-5">
              {refusals.map(({ reason, count }) => (
                <li key={reason}>{`${formatCredits(count)} ${WHY[reason](terms)}`}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </div>
    </Card>
  );
}

const WHY: Record<RefusalReason, (terms: RewardTerms | null) => string> = {
  cap_reached: (terms) =>
    `above the limit of ${terms ? formatCredits(terms.cap) : "rewarded invitations"} for each person`,
  own_card: () => "paid with a card that you use yourself",
  card_already_rewarded: () => "paid with a card that has already brought somebody a reward",
  unidentified_method: () => "paid with a method that cannot be told from others; a card or bank account can",
};

function promise({ referrer, referred }: { referrer: bigint; referred: bigint }): string {
  const when = "once they have paid their first invoice of a plan.";
  if (referrer === referred) return `Whoever signs up by your link and you each get ${creditsText(referrer)}, ${when}`;
  if (referrer === 0n) return `Whoever signs up by your link gets ${creditsText(referred)}, ${when}`;
  if (referred === 0n) return `You get ${creditsText(referrer)} for whoever signs up by your link, ${when}`;
  return `You get ${creditsText(referrer)} and whoever signs up by your link ${creditsText(referred)}, ${when}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}
