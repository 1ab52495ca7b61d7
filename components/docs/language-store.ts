import { useSyncExternalStore } from "react";

/** The language of the code examples: one choice for all of them, kept by the browser. */
const KEY = "refill-docs-language";
const listeners = new Set<() => void>();
let chosen: string | null = null;

export function useLanguage(): string | null {
  return useSyncExternalStore(subscribe, read, () => null);
}

export function chooseLanguage(language: string): void {
  chosen = language;
  try {
    localStorage.setItem(KEY, language);
  } catch (error) {
    // Without storage the choice lasts as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
  for (const listener of listeners) listener();
}

function read(): string | null {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(KEY);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
