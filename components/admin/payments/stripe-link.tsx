import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

/** The address of an object's page in Stripe; null for one without a page. */
export type StripePages = (id: string) => string | null;

/** An id of Stripe, with a link to its page. */
export function StripeLink({ id, pages, children }: { id: string; pages: StripePages; children?: ReactNode }) {
  const href = pages(id);
  const label = children ?? <span className="break-all font-mono text-[13px]">{id}</span>;
  if (!href) return label;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="focus-ring inline-flex min-h-6 items-center gap-1 rounded-md text-accent underline-offset-4 hover:underline"
    >
      {label} <ExternalLink aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}
