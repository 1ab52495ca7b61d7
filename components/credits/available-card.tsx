"use client";

import type { RefillWait } from "@/components/billing/plan-status";
import { type BalanceSnapshot, capacity, slices } from "@/components/credits/balance-snapshot";
import { CreditBar } from "@/components/credits/credit-bar";
import { CreditNotes } from "@/components/credits/credit-notes";
import { CreditSplit } from "@/components/credits/credit-split";
import { NoCreditsLeft } from "@/components/credits/refill-date";
import { RollingNumber } from "@/components/credits/rolling-number";
import { useBalance } from "@/components/credits/use-balance";
import { Vessel } from "@/components/credits/vessel";
import { LinkButton } from "@/components/ui/button";

type AvailableCardProps = {
  initial: BalanceSnapshot;
  /** What the next credits wait for. */
  waitsFor: RefillWait;
  /** The dashboard has alerts above it and no packs below. */
  on: "dashboard" | "credits";
};

/** The balance in large figures: what is available, what it consists of, and what happens to each part. */
export function AvailableCard({ initial, waitsFor, on }: AvailableCardProps) {
  const balance = useBalance(initial);
  const parts = slices(balance);
  const whole = capacity(balance);
  return (
    <section aria-label="Available credits" className="flex gap-5 rounded-card border border-line bg-surface p-5">
      <Vessel slices={parts} whole={whole} className="hidden shrink-0 sm:block" />
      <div className="min-w-0 flex-1">
        <div className="flex items-start justify-between gap-4">
          <p className="text-muted">Available</p>
          {on === "dashboard" ? (
            <LinkButton href="/credits#packs" look="primary" size="small">
              Buy credits
            </LinkButton>
          ) : null}
        </div>
        <p
          className="break-words font-semibold text-[44px] leading-[1.1] tracking-[-0.035em] sm:text-[52px]"
          data-testid="available"
        >
          <RollingNumber value={balance.available} />
        </p>
        <CreditBar slices={parts} whole={whole} className="mt-3.5 mb-3" />
        {parts.length > 0 || balance.debt > 0 ? (
          <CreditSplit slices={parts} debt={balance.debt} />
        ) : (
          <p className="text-muted">
            No credits left. <NoCreditsLeft balance={balance} waitsFor={waitsFor} />
          </p>
        )}
        {on === "credits" ? <CreditNotes balance={balance} className="mt-3.5 border-line border-t pt-3" /> : null}
      </div>
    </section>
  );
}
