"use client";

import { useEffect, useRef } from "react";
import { formatCredits } from "@/components/ui/credits";

// A busy balance moves several times a second: only where it comes to rest is worth a sentence.
const SETTLED_MS = 1_000;

/** Says a balance that has changed to screen readers, when they have nothing else to say. Nothing when the page opens. */
export function SpokenBalance({ available }: { available: number }) {
  const place = useRef<HTMLSpanElement>(null);
  const known = useRef(available);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!place.current || known.current === available) return;
      known.current = available;
      place.current.textContent = `${formatCredits(available)} credits available`;
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [available]);
  return <span ref={place} aria-live="polite" className="sr-only" data-testid="spoken-balance" />;
}
