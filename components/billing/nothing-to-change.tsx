import type { Route } from "next";
import { LinkButton } from "@/components/ui/button";

/** In place of a preview when the address names no price, or one that is not sold. */
export function NothingToChange({ price }: { price: string }) {
  return (
    <div className="grid justify-items-start gap-4">
      <p role="alert" className="text-muted">
        {price === ""
          ? "Choose a plan first. You see what it costs before anything changes."
          : "This price is no longer sold. Choose one of the current plans."}
      </p>
      <LinkButton href={"/pricing" as Route} look="primary">
        See plans
      </LinkButton>
    </div>
  );
}
