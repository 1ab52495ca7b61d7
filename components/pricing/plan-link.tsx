import type { Route } from "next";
import Link from "next/link";

/** A plan's name, which leads to the page about it. */
export function PlanLink({ plan }: { plan: { key: string; name: string } }) {
  return (
    <Link
      href={`/plans/${plan.key}` as Route}
      prefetch={false}
      className="focus-ring rounded-md underline decoration-line-strong underline-offset-4 hover:decoration-ink"
    >
      {plan.name}
    </Link>
  );
}
