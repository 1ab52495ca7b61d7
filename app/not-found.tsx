import type { Metadata } from "next";
import { Missing } from "@/components/shell/missing";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="wrap">
      <Missing>
        <LinkButton href="/" look="primary">
          Go home
        </LinkButton>
        <LinkButton href="/pricing">See pricing</LinkButton>
        <LinkButton href="/docs">Read the docs</LinkButton>
      </Missing>
    </div>
  );
}
