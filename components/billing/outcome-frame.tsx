import type { Route } from "next";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Level } from "@/components/ui/level";

/** The outcome of a purchase in one sentence, with what to do next below. */
export function OutcomeFrame({ level, title, children }: { level: number; title: string; children: ReactNode }) {
  return (
    <div className="wrap grid justify-items-start gap-4 py-20" role="status">
      <Level
        share={level}
        className="h-14 w-8 rounded-t-[4px] rounded-b-[11px] border-2 [&>span]:animate-[fill_900ms_ease-out]"
      />
      <h1 className="font-semibold text-[28px] leading-tight tracking-[-0.02em]">{title}</h1>
      {children}
    </div>
  );
}

type Way = { href: Route; name: string };

/** Two next steps. */
export function Ways({ first, second }: { first: Way; second: Way }) {
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton href={first.href} look="primary">
        {first.name}
      </LinkButton>
      <LinkButton href={second.href}>{second.name}</LinkButton>
    </div>
  );
}
