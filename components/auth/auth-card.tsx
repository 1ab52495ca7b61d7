import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { Notice } from "@/components/ui/notice";

type AuthCardProps = {
  title: string;
  lead?: string | null;
  problem: string | null;
  children: ReactNode;
  /** A link to the alternative form. */
  other: ReactNode;
};

/** The layout of the sign-in and sign-up pages. */
export function AuthCard({ title, lead, problem, children, other }: AuthCardProps) {
  return (
    <div className="mx-auto w-full max-w-[400px] px-4 py-12 md:py-20">
      <Logo className="h-10 w-[33px]" />
      <h1 className="mt-5 font-semibold text-[28px] leading-tight tracking-[-0.02em]">{title}</h1>
      {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
      {problem ? (
        <Notice tone="bad" className="mt-5">
          {problem}
        </Notice>
      ) : null}
      <div className="mt-6 grid gap-5">{children}</div>
      <div className="mt-6 text-muted">{other}</div>
    </div>
  );
}
