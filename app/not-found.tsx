import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Level } from "@/components/ui/level";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="wrap grid justify-items-start gap-4 py-24">
      <Level share={0} className="h-12 w-7 rounded-t-[4px] rounded-b-[10px] border-2" />
      <h1 className="font-semibold text-[28px] tracking-[-0.02em]">Page not found</h1>
      <p className="max-w-md text-muted">The address is wrong, the page has moved, or you do not have access to it.</p>
      <div className="flex gap-2">
        <LinkButton href="/" look="primary">
          Go home
        </LinkButton>
        <LinkButton href="/pricing">See pricing</LinkButton>
      </div>
    </div>
  );
}
