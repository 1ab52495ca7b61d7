import type { Route } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkButton } from "@/components/ui/button";

/** Shown for an emailed link that was used or has expired: how long links work, and a way to get a new one. */
export function LinkOver({ sentence, href, way }: { sentence: string; href: Route; way: string }) {
  return (
    <AuthCard title="This link no longer works" lead={sentence} problem={null} other={null}>
      <LinkButton href={href} look="primary" size="large">
        {way}
      </LinkButton>
    </AuthCard>
  );
}
