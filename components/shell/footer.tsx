import { Mail } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Logo } from "@/components/ui/logo";

/** The footer of every page. In local mode it has the time machine and a link to the outbox. */
export function Footer({ timeMachine }: { timeMachine: ReactNode }) {
  return (
    <footer className="mt-16 border-line border-t">
      <div className="wrap flex flex-wrap items-center gap-x-6 gap-y-4 py-6 text-muted">
        <span className="flex items-center gap-2">
          <Logo className="h-4 w-[13px]" /> Refill
        </span>
        <nav aria-label="Footer" className="flex flex-wrap gap-x-5 gap-y-2">
          <Link className="focus-ring rounded-md hover:text-ink" href="/pricing">
            Pricing
          </Link>
          <Link className="focus-ring rounded-md hover:text-ink" href="/calculator">
            Calculator
          </Link>
          <Link className="focus-ring rounded-md hover:text-ink" href="/playground">
            Playground
          </Link>
          <Link className="focus-ring rounded-md hover:text-ink" href="/docs">
            Docs
          </Link>
          <Link className="focus-ring rounded-md hover:text-ink" href="/docs/api">
            API reference
          </Link>
        </nav>
        <span className="flex-1" />
        <ThemeSwitch />
      </div>
      {timeMachine ? (
        <div className="border-line border-t">
          <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-3 text-muted">
            {timeMachine}
            <Link className="focus-ring inline-flex items-center gap-2 rounded-md hover:text-ink" href="/outbox">
              <Mail aria-hidden className="size-4" /> Outbox
            </Link>
          </div>
        </div>
      ) : null}
    </footer>
  );
}
