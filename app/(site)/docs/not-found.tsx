import type { Metadata } from "next";
import { navigation } from "@/app/(site)/docs/guides";
import { DocsFrame } from "@/components/docs/docs-frame";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Not found" };

export default function DocsNotFound() {
  return (
    <DocsFrame groups={navigation()}>
      <div className="grid justify-items-start gap-4 pb-16">
        <PageHeader title="There is no such guide">
          It may have another name now. The search knows all of them.
        </PageHeader>
        <div className="flex gap-2">
          <LinkButton href="/docs/search" look="primary">
            Search
          </LinkButton>
          <LinkButton href="/docs">All guides</LinkButton>
        </div>
      </div>
    </DocsFrame>
  );
}
