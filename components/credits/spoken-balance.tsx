"use client";

import { useEffect, useRef, useState } from "react";
import { formatCredits } from "@/components/ui/credits";

// A busy balance moves several times a second: only where it comes to rest is worth a sentence.
const SETTLED_MS = 1_000;

/** Says a balance that has changed to screen readers, when they have nothing else to say. Nothing when the page opens. */
export function SpokenBalance({ available }: { available: number }) {
  const known = useRef(available);
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => {
      if (known.current === available) return;
      known.current = available;
      setSentence(`${formatCredits(available)} credits available`);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [available]);
  return (
    <span aria-live="polite" className="sr-only" data-testid="spoken-balance">
      {sentence}
    </span>
  );
}
