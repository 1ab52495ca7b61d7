"use client";

import type { ComponentProps } from "react";
import type { RefillWait } from "@/components/billing/plan-status";
import { type BalanceSnapshot, capacity, levelShare, slices } from "@/components/credits/balance-snapshot";
import { CreditBar } from "@/components/credits/credit-bar";
import { CreditNotes } from "@/components/credits/credit-notes";
import { CreditSplit } from "@/components/credits/credit-split";
import { RefillSentence } from "@/components/credits/refill-date";
import { RollingNumber } from "@/components/credits/rolling-number";
import { SpokenBalance } from "@/components/credits/spoken-balance";
import { useBalance } from "@/components/credits/use-balance";
import { LinkButton } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import { Level } from "@/components/ui/level";
import { Popover } from "@/components/ui/popover";

/** The available credits, on every page; updates live. */
export function BalancePill({ initial, waitsFor }: { initial: BalanceSnapshot; waitsFor: RefillWait }) {
  const balance = useBalance(initial);
  const parts = slices(balance);
  const whole = capacity(balance);
  return (
    <>
      <Popover title="Your credits" trigger={<PillButton balance={balance} />}>
        <p className="text-muted">Available</p>
        <p className="font-semibold text-[34px] leading-tight tracking-[-0.03em]">{formatCredits(balance.available)}</p>
        <CreditBar slices={parts} whole={whole} className="mt-2 mb-3" />
        <CreditSplit slices={parts} debt={balance.debt} />
        <CreditNotes balance={balance} className="mt-3" />
        <p className="mt-3 border-line border-t pt-3 text-muted">
          <RefillSentence balance={balance} waitsFor={waitsFor} />
        </p>
        <div className="mt-4 grid grid-cols-2 gap-2">
          <LinkButton href="/credits#packs" look="primary" size="small">
            Buy credits
          </LinkButton>
          <LinkButton href="/credits" size="small">
            History
          </LinkButton>
        </div>
      </Popover>
      <SpokenBalance available={balance.available} />
    </>
  );
}

/** The trigger. The popover passes it its own props, so all are forwarded. */
function PillButton({ balance, ...rest }: ComponentProps<"button"> & { balance: BalanceSnapshot }) {
  return (
    <button
      type="button"
      {...rest}
      data-testid="balance-pill"
      aria-label={`${formatCredits(balance.available)} credits available. Show the split.`}
      className="focus-ring inline-flex h-8 items-center gap-2 rounded-full border border-line-strong bg-surface pr-3 pl-2.5 font-medium transition-colors hover:bg-sunken"
    >
      <Level share={levelShare(balance)} tone={balance.debt > 0 ? "bg-danger" : "bg-accent"} />
      <RollingNumber value={balance.available} />
      <span className="hidden font-normal text-faint sm:inline">credits</span>
    </button>
  );
}
