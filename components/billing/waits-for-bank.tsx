import { ExternalLink } from "lucide-react";
import { KeepLooking } from "@/components/billing/keep-looking";
import { buttonStyle } from "@/components/ui/button";

/** The bank requires authentication: where to complete it, while the page polls for the result. */
export function WaitsForBank({ invoiceUrl }: { invoiceUrl: string | null }) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <p>
        Your bank needs you to confirm the payment. Nothing has changed and nothing has been charged yet. Once you
        confirm, your plan and its credits change automatically.
      </p>
      {invoiceUrl ? (
        <a href={invoiceUrl} target="_blank" rel="noreferrer" className={buttonStyle({ look: "primary" })}>
          Confirm with your bank<span className="sr-only">, opens a new tab</span> <ExternalLink aria-hidden />
        </a>
      ) : (
        <p>Check your email: we sent you a link to confirm the payment.</p>
      )}
      <KeepLooking />
    </div>
  );
}
