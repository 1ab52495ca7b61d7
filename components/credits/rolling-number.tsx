"use client";

import { useEffect, useRef, useState } from "react";
import { formatCredits } from "@/components/ui/credits";

const DURATION_MS = 500;

/** A number that counts to its new value, so that a change is noticed. */
export function RollingNumber({ value }: { value: number }) {
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    if (start === value) return;
    from.current = value;
    // A hidden page gets no animation frames, so it shows the new number at once.
    if (document.hidden || window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setShown(value);
      return;
    }
    let frame = 0;
    const begun = performance.now();
    const step = (time: number) => {
      const part = Math.min(1, Math.max(0, (time - begun) / DURATION_MS));
      setShown(Math.round(start + (value - start) * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      setShown(value);
    };
  }, [value]);
  return <span>{formatCredits(shown)}</span>;
}
