"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1_600;

/** Text with a button that copies it. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error("Your browser does not allow copying here. Select the text and copy it yourself.");
    }
  };
  return (
    <div className="flex gap-2">
      <Input
        readOnly
        value={text}
        aria-label={label}
        className="font-mono text-[13px]"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button onClick={copy} aria-label={`Copy ${label.toLowerCase()}`}>
        {copied ? <Check aria-hidden className="text-accent" /> : <Copy aria-hidden />}
        <span role="status">{copied ? "Copied" : "Copy"}</span>
      </Button>
    </div>
  );
}
