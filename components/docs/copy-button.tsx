"use client";

import { Check, Copy } from "lucide-react";
import { type MouseEvent, useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1_600;

/** Copies the code of the figure it is in. */
export function CopyButton({ label }: { label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (event: MouseEvent<HTMLButtonElement>) => {
    const code = event.currentTarget.closest("figure")?.querySelector("pre:not([hidden] pre)")?.textContent ?? "";
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
    } catch {
      toast.error("Your browser does not allow copying here. Select the code and copy it yourself.");
    }
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      className="focus-ring grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-line hover:text-ink"
    >
      {copied ? <Check aria-hidden className="size-3.5 text-accent" /> : <Copy aria-hidden className="size-3.5" />}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
