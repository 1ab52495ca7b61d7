"use client";

import { useEffect } from "react";

const AT_REST_MS = 1_500;

/** Loads the code of something that may be wanted soon, once the page is at rest: then it opens without a network, too. */
export function useAtRest(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), AT_REST_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
