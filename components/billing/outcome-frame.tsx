import type { Route } from "next";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { FocusedHeading } from "@/components/ui/focused-heading";
import { Level } from "@/components/ui/level";

type OutcomeFrameProps = {
  level: number;
  title: string;
  /** On a wide screen beside the outcome: what happens next. */
  aside?: ReactNode;
  children: ReactNode;
};

/** The outcome of a purchase in one sentence, which gets the focus, with what to do next. */
export function OutcomeFrame({ level, title, aside, children }: OutcomeFrameProps) {
  return (
    <div className="wrap grid items-start gap-x-16 gap-y-10 py-14 md:py-20 lg:grid-cols-[1fr_minmax(0,460px)]">
      <div className="grid justify-items-start gap-4">
        <Level
          share={level}
          className="h-14 w-8 rounded-t-[4px] rounded-b-[11px] border-2 [&>span]:animate-[fill_900ms_ease-out]"
        />
        <FocusedHeading className="font-semibold text-[28px] leading-tight tracking-[-0.02em] md:text-[36px]">
          {title}
        </FocusedHeading>
        {children}
      </div>
      {aside}
    </div>
  );
}

type Way = { href: Route; name: string };

/** Two next steps. */
export function Ways({ first, second }: { first: Way; second: Way }) {
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      <LinkButton href={first.href} look="primary">
        {first.name}
      </LinkButton>
      <LinkButton href={second.href}>{second.name}</LinkButton>
    </div>
  );
}
