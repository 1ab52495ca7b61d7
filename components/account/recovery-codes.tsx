"use client";

import { Copy, Download } from "lucide-react";
import { Button, buttonStyle } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Recovery codes, the only time they are shown. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const text = `${codes.join("\n")}\n`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success("Copied.");
    } catch {
      toast.error("Your browser does not allow copying here. Select the codes and copy them yourself.");
    }
  };
  return (
    <section aria-label="Recovery codes" className="grid gap-3">
      <p>
        Save these recovery codes where you keep your passwords. Each signs you in once when you do not have your app.
        They are not shown again.
      </p>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-control bg-sunken px-4 py-3 font-mono text-sm min-[400px]:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={copy}>
          <Copy aria-hidden /> Copy
        </Button>
        <a
          className={buttonStyle({ size: "small" })}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="refill-recovery-codes.txt"
        >
          <Download aria-hidden /> Download
        </a>
      </div>
    </section>
  );
}
