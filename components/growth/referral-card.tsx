import type { ReactNode } from "react";
import { CopyField } from "@/components/growth/copy-field";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import type { ReferralSummary } from "@/lib/billing/referrals/queries";

/** The link to invite by and what came of it. Nothing while referrals are off and none was ever made. */
export function ReferralCard({ referral, link }: { referral: ReferralSummary; link: string }) {
  const { terms, pending, rewarded, refused, creditsEarned } = referral;
  if (!terms && pending + rewarded + refused === 0) return null;
  return (
    <Card aria-label="Invite somebody" id="invite" className="scroll-mt-20">
      <CardHead title="Invite somebody" />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        {terms ? (
          <>
            <p className="max-w-prose text-muted">
              {promise(terms)} What is refunded of that payment is taken back in the same proportion.
            </p>
            <CopyField label="Your link" text={link} />
          </>
        ) : (
          <p className="text-muted">Invitations are switched off at the moment.</p>
        )}
        <dl className="grid grid-cols-3 gap-4 border-line border-t pt-4">
          <Fact name="Signed up">{formatCredits(pending + rewarded + refused)}</Fact>
          <Fact name="Rewarded">{formatCredits(rewarded)}</Fact>
          <Fact name="Credits earned">{formatCredits(creditsEarned)}</Fact>
        </dl>
        {refused > 0 && terms ? (
          <Notice tone="info">
            {formatCredits(terms.cap)} invitations of each person are rewarded. You have reached that: {refused} more
            came by your link.
          </Notice>
        ) : null}
      </div>
    </Card>
  );
}

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
