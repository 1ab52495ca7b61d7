import type { Metadata } from "next";
import { Missing } from "@/components/shell/missing";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function AccountNotFound() {
  return (
    <div className="wrap">
      <Missing>
        <LinkButton href="/dashboard" look="primary">
          Go to the dashboard
        </LinkButton>
        <LinkButton href="/billing">Billing</LinkButton>
      </Missing>
    </div>
  );
}
