import type { Metadata } from "next";
import { NOT_FOUND } from "@/app/site-metadata";
import { viewer } from "@/app/viewer";
import { Missing } from "@/components/shell/missing";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = NOT_FOUND;

/** Every page carries what this renders in its data, in case it calls `notFound()`, so there is one for all of the app. */
export default async function NotFound() {
  return (
    <div className="wrap">
      <Missing>
        {(await viewer()) ? (
          <>
            <LinkButton href="/dashboard" look="primary">
              Go to the dashboard
            </LinkButton>
            <LinkButton href="/billing">Billing</LinkButton>
          </>
        ) : (
          <>
            <LinkButton href="/" look="primary">
              Go home
            </LinkButton>
            <LinkButton href="/pricing">See pricing</LinkButton>
            <LinkButton href="/docs">Read the docs</LinkButton>
          </>
        )}
      </Missing>
    </div>
  );
}
