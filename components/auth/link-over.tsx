import type { Route } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkButton } from "@/components/ui/button";

/** What a link of a mail shows once it was used, or its time is over: how long it works, and a way to another. */
export function LinkOver({ sentence, href, way }: { sentence: string; href: Route; way: string }) {
  return (
    <AuthCard title="This link no longer works" lead={sentence} problem={null} other={null}>
      <LinkButton href={href} look="primary" size="large">
        {way}
      </LinkButton>
    </AuthCard>
  );
}
