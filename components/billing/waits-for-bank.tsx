import { ExternalLink } from "lucide-react";
import { KeepLooking } from "@/components/billing/keep-looking";
import { buttonStyle } from "@/components/ui/button";

/** The bank wants to ask its customer first: where to answer, while this page watches for it. */
export function WaitsForBank({ invoiceUrl }: { invoiceUrl: string | null }) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <p>
        Your bank wants you to confirm the payment. Nothing has changed yet, and nothing was charged. Once you have
        confirmed, the change and its credits come by themselves.
      </p>
      {invoiceUrl ? (
        <a href={invoiceUrl} target="_blank" rel="noreferrer" className={buttonStyle({ look: "primary" })}>
          Confirm with your bank<span className="sr-only">, opens a new tab</span> <ExternalLink aria-hidden />
        </a>
      ) : (
        <p>Look into your mail: the link to confirm is on its way to you.</p>
      )}
      <KeepLooking />
    </div>
  );
}
