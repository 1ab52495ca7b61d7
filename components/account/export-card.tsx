import { Download } from "lucide-react";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";

/** A copy of everything that is on record about somebody. */
export function ExportCard() {
  return (
    <Card aria-label="Export" id="export" className="scroll-mt-20">
      <CardHead
        title="Export"
        action={
          <a className={buttonStyle({ size: "small" })} href="/api/v1/account/export" download>
            <Download aria-hidden /> Export
          </a>
        }
      />
      <p className="px-4 pb-5 text-muted sm:px-5">
        Everything on record about you, as JSON and CSV in a zip: profile, sign-ins, credits, payments, mails.
      </p>
    </Card>
  );
}
