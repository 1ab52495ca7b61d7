"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failed } from "@/components/ui/failed";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useSending } from "@/components/ui/use-sending";

/** What came of checking or linking a price. */
export type LinkOutcome = { ok: boolean; sentences: string[] };

type LinkAction = (kind: "plan" | "pack", id: string, stripePriceId: string) => Promise<LinkOutcome>;

export type LinkActions = { check: LinkAction; link: LinkAction };

type LinkStripePriceProps = { kind: "plan" | "pack"; id: string; actions: LinkActions };

/** Links a price that exists in Stripe: checks it first, and links it when it fits. */
export function LinkStripePrice({ kind, id, actions }: LinkStripePriceProps) {
  const [price, setPrice] = useState("");
  const [outcome, setOutcome] = useState<(LinkOutcome & { of: string; isLinked: boolean }) | null>(null);
  const sending = useSending();
  const named = price.trim();
  const run = (action: LinkAction, isLinked: boolean) =>
    sending.run(async () => {
      const done = await action(kind, id, named);
      setOutcome({ ...done, of: named, isLinked: isLinked && done.ok });
    });
  const fits = outcome?.ok && !outcome.isLinked && outcome.of === named;
  return (
    <form
      className="mt-6 grid max-w-3xl gap-4 rounded-card border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (named) run(fits ? actions.link : actions.check, Boolean(fits));
      }}
    >
      <Field
        name="stripePriceId"
        label="Link an existing Stripe price"
        hint={`Sells a price that you have in Stripe already. It must match this ${kind}; nothing is changed in Stripe.`}
      >
        {(control) => (
          <Input
            {...control}
            value={price}
            onChange={(event) => setPrice(event.target.value)}
            placeholder="price_..."
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      {outcome && outcome.of === named ? (
        <Notice tone={outcome.ok ? "good" : "bad"} live>
          {outcome.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      ) : null}
      <Failed {...sending} />
      <div>
        <Button type="submit" pending={sending.pending} disabled={named === ""}>
          {fits ? "Link this price" : "Check price"}
        </Button>
      </div>
    </form>
  );
}
