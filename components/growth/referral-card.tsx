import type { ReactNode } from "react";
import { CopyField } from "@/components/growth/copy-field";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import type { ReferralSummary } from "@/lib/billing/referrals/queries";
import type { RefusalReason } from "@/lib/billing/referrals/refusal-reasons";
import type { RewardTerms } from "@/lib/billing/referrals/reward-terms";

/**
 * The referral link and its results. Without a verified address there is no link; the card is hidden while referrals are
 * off and the user has never referred anyone.
 */
export function ReferralCard({ referral, link }: { referral: ReferralSummary; link: string | null }) {
  const { terms, pending, rewarded, refused, refusals, creditsEarned } = referral;
  if (!terms && pending + rewarded + refused === 0) return null;
  return (
    <Card aria-label="Invite a friend" id="invite" className="scroll-mt-20">
      <CardHead title="Invite a friend" />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        {terms ? (
          <>
            <p className="max-w-prose text-muted">
              {promise(terms)} Each card earns this once, and your own cards do not count. If that payment is refunded,
              the same share of the credits is taken back.
            </p>
            {link === null ? (
              <p>Verify your email address to get your link.</p>
            ) : (
              <CopyField label="Your link" text={link} />
            )}
          </>
        ) : (
          <p className="text-muted">Referrals are turned off right now.</p>
        )}
        <dl className="grid grid-cols-3 gap-4 border-line border-t pt-4">
          <Fact name="Signed up">{formatCredits(pending + rewarded + refused)}</Fact>
          <Fact name="Rewarded">{formatCredits(rewarded)}</Fact>
          <Fact name="Credits earned">{formatCredits(creditsEarned)}</Fact>
        </dl>
        {refusals.length > 0 ? (
          <Notice tone="info">
            <p>{refused === 1 ? "One referral earned" : `${formatCredits(refused)} referrals earned`} no credits:</p>
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
  cap_reached: (terms) => `above the limit of ${terms ? formatCredits(terms.cap) : "rewarded referrals"} per person`,
  own_card: () => "paid with one of your own cards",
  card_already_rewarded: () => "paid with a card that already earned a reward",
  unidentified_method: () => "paid with a method we cannot identify; a card or bank account would count",
};

function promise({ referrer, referred }: { referrer: bigint; referred: bigint }): string {
  const when = "when they pay their first invoice for a plan.";
  if (referrer === referred)
    return `You and anyone who signs up with your link each get ${creditsText(referrer)} ${when}`;
  if (referrer === 0n) return `Anyone who signs up with your link gets ${creditsText(referred)} ${when}`;
  if (referred === 0n) return `You get ${creditsText(referrer)} for anyone who signs up with your link, ${when}`;
  return `You get ${creditsText(referrer)}, and anyone who signs up with your link gets ${creditsText(referred)}, ${when}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}
