"use client";

import type { Route } from "next";
import { Suspense, use } from "react";
import { countIn } from "@/components/admin/attention/attention-words";
import type { Attention } from "@/lib/attention/read-attention";

type SectionCountProps = { section: Route | "all"; attention: Promise<Attention[] | null> };

/** How much needs a person in a section; nothing until it was counted. */
export function SectionCount(props: SectionCountProps) {
  return (
    <Suspense fallback={null}>
      <Count {...props} />
    </Suspense>
  );
}

function Count({ section, attention }: SectionCountProps) {
  const count = countIn(section, use(attention) ?? []);
  if (count === null) return null;
  return (
    <span className="ml-auto rounded-full bg-warn-soft px-1.5 font-medium text-[11.5px] text-warn leading-5">
      {count}
      <span className="sr-only"> to look at</span>
    </span>
  );
}
