"use client";

import dynamic from "next/dynamic";

/** The form for an amount of credits. Its scripts load only where such a pack is on sale, and it works without them. */
export const LazyAmountForm = dynamic(() =>
  import("@/components/pricing/amount-form").then((module) => module.AmountForm),
);
