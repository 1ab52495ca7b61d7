"use client";

import { useEffect, useState } from "react";
import type { SearchAnswer } from "@/components/admin/search/search-answer";

const PAUSE_MS = 150;
const SHORTEST = 2;

/** `idle` until enough was typed. Answers to an earlier text are never shown. */
export type Search = { state: "idle" | "searching" | "failed" } | { state: "found"; answer: SearchAnswer };

/** Searches a moment after the text was last changed. `retry` searches again. */
export function useSearch(text: string): { search: Search; retry: () => void } {
  const wanted = withoutSecret(text.trim());
  const [attempt, setAttempt] = useState(0);
  const asked = `${attempt} ${wanted}`;
  const [settled, setSettled] = useState<{ asked: string; search: Search } | null>(null);
  useEffect(() => {
    if (wanted.length < SHORTEST) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const search = await ask(wanted, controller.signal);
      if (!controller.signal.aborted) setSettled({ asked, search });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, asked]);
  const retry = () => setAttempt((before) => before + 1);
  if (wanted.length < SHORTEST) return { search: { state: "idle" }, retry };
  return { search: settled?.asked === asked ? settled.search : { state: "searching" }, retry };
}

async function ask(text: string, signal: AbortSignal): Promise<Search> {
  try {
    const response = await fetch(`/admin/search?${new URLSearchParams({ q: text })}`, { signal, redirect: "error" });
    return response.ok ? { state: "found", answer: await response.json() } : { state: "failed" };
  } catch {
    return { state: "failed" };
  }
}

/** Addresses of requests are logged by proxies: of a pasted API key only its prefix is sent. */
function withoutSecret(text: string): string {
  return text.replace(/^(rk_[a-z0-9]{8})_.*$/, "$1");
}
