"use client";

import { type ComponentProps, lazy, Suspense } from "react";

const AmountForm = lazy(() =>
  import("@/components/pricing/amount-form").then((module) => ({ default: module.AmountForm })),
);

/** The form for an amount of credits. Its scripts load only where such a pack is on sale, and it works without them. */
export function LazyAmountForm(props: ComponentProps<typeof AmountForm>) {
  return (
    <Suspense fallback={null}>
      <AmountForm {...props} />
    </Suspense>
  );
}
