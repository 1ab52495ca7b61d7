import { Download } from "lucide-react";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";

/** Downloads everything stored about the user. */
export function ExportCard() {
  return (
    <Card aria-label="Export" id="export" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="Export"
        action={
          <a className={buttonStyle({ size: "small" })} href="/api/v1/account/export" download>
            <Download aria-hidden /> Export
          </a>
        }
      />
      <p className="px-4 pb-5 text-muted sm:px-5">
        Everything we store about you, as JSON and CSV in a zip file: profile, sign-ins, credits, payments and emails.
      </p>
    </Card>
  );
}
