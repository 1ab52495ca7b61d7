"use client";

import { useEffect, useState } from "react";
import type { DocsEntry } from "@/components/docs/search/docs-entry";

export type DocsIndex = { state: "loading" | "failed" } | { state: "ready"; entries: DocsEntry[] };

/** The index of the documentation, loaded once. `retry` loads it again after a failure. */
export function useDocsIndex(): { index: DocsIndex; retry: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ attempt: number; index: DocsIndex } | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then((index) => wanted && setLoaded({ attempt, index }));
    return () => {
      wanted = false;
    };
  }, [attempt]);
  return {
    index: loaded?.attempt === attempt ? loaded.index : { state: "loading" },
    retry: () => setAttempt((before) => before + 1),
  };
}

async function load(): Promise<DocsIndex> {
  try {
    const response = await fetch("/docs/search.json");
    return response.ok ? { state: "ready", entries: await response.json() } : { state: "failed" };
  } catch {
    return { state: "failed" };
  }
}
