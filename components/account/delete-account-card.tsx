import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";

/** Links to the page that deletes the account. */
export function DeleteAccountCard() {
  return (
    <Card aria-label="Delete account" id="delete-account" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="Delete account"
        action={
          <LinkButton href="/settings/delete-account" size="small" prefetch={false}>
            Delete account
          </LinkButton>
        }
      />
      <p className="px-4 pb-5 text-muted sm:px-5">
        Ends your plan, your keys and your credits, and removes your data. The next page shows what you lose before
        anything is deleted.
      </p>
    </Card>
  );
}
