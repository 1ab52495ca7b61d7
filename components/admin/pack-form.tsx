"use client";

import { useState } from "react";
import { packEffects } from "@/components/admin/catalogue/edit-effects";
import { EditPreview } from "@/components/admin/catalogue/edit-preview";
import { freshEdit, type PackFormAction } from "@/components/admin/catalogue/edit-state";
import { OpenedItem } from "@/components/admin/catalogue/opened-item";
import { Group, TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { LinkButton } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import type { PackEditPreview } from "@/lib/catalog/preview-pack-edit";
import { type PlanRate, undercutPlans } from "@/lib/catalog/undercut-plans";
import { isCurrency } from "@/lib/format/currencies";
import { moneyExample, parseMoney } from "@/lib/format/money";

/** Creates a pack, or its next version. `pack` is null for a new one. */
export function PackForm({
  pack,
  currency,
  rates,
  action,
}: {
  pack: { id: string; version: number; values: Record<string, string> } | null;
  /** The default currency of a new pack. */
  currency: string;
  /** What the credits of the plans on sale cost. */
  rates: PlanRate[];
  action: PackFormAction;
}) {
  const [state, form] = useForm(action, freshEdit);
  const [undercut, setUndercut] = useState(() => (pack ? undercutBy(pack.values, rates) : []));
  const [edited, setEdited] = useState<object | null>(null);
  const preview = edited === state ? null : state.preview;
  const field = { initial: pack?.values ?? { currency, sortOrder: "0", bonusCredits: "0" }, state };
  return (
    <Form
      of={form}
      onInput={({ currentTarget }) => {
        setUndercut(undercutBy(Object.fromEntries(new FormData(currentTarget)), rates));
        setEdited(state);
      }}
      className="grid max-w-3xl gap-6 rounded-card border border-line bg-surface p-5"
    >
      <OpenedItem item={pack} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field} name="name" label="Name" />
        <TextField
          {...field}
          name="key"
          label="Key"
          readOnly={pack !== null}
          hint={
            pack
              ? "Cannot be changed: the API and Stripe identify the pack by it."
              : "Identifies the pack in the API and Stripe. Cannot be changed later."
          }
        />
        <TextField {...field} name="description" label="Description" className="sm:col-span-2" />
        <TextField {...field} name="credits" label="Credits" kind="number" />
        <TextField {...field} name="bonusCredits" label="Bonus credits" kind="number" hint="Added at no charge." />
        <TextField {...field} name="amountCents" label="Price" kind="money" placeholder={moneyExample(currency)} />
        <TextField {...field} name="currency" label="Currency" />
        <TextField {...field} name="sortOrder" label="Position in the list" kind="number" />
      </div>
      <Group title="Any amount" note="Leave empty to sell the pack only as it is">
        <TextField
          {...field}
          name="volume.maxCredits"
          label="Largest amount"
          kind="number"
          hint="Buyers choose any amount from the pack's credits to this."
        />
        <TextField
          {...field}
          name="volume.tiers"
          label="Tiers"
          rows={4}
          placeholder={"1: 0.01\n1000: 0.008"}
          hint="One tier a line: the amount it begins at, and the price of each credit. All credits of an amount cost what its tier says."
        />
      </Group>
      {undercut.length > 0 ? (
        <Notice tone="warn" live>
          A credit of this pack costs less than one of {joined(undercut)}. Few will subscribe while a pack is cheaper.
        </Notice>
      ) : null}
      {preview ? (
        <EditPreview
          changes={preview.changes}
          currency={state.values.currency?.toLowerCase() ?? currency}
          effects={packEffects(preview)}
        />
      ) : null}
      <ConfirmFirst state={state} next="/admin/plans" />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      {Object.keys(state.errors).length > 0 ? (
        <Notice tone="bad" live>
          Some fields have errors.
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="primary">{pack ? nextStep(preview) : "Create pack"}</SubmitButton>
        <LinkButton href="/admin/plans">Cancel</LinkButton>
      </div>
    </Form>
  );
}

function nextStep(preview: PackEditPreview | null): string {
  return preview?.nextVersion ? `Save as version ${preview.nextVersion}` : "Review changes";
}

/** The plans that the pack in the form undercuts; none while the form is incomplete. */
function undercutBy(values: Record<string, unknown>, rates: PlanRate[]): string[] {
  const text = (name: string) => String(values[name] ?? "").trim();
  const count = (name: string) =>
    /^\d{1,15}$/.test(text(name).replaceAll(",", "")) ? text(name).replaceAll(",", "") : "0";
  const currency = text("currency").toLowerCase();
  const amountCents = isCurrency(currency) ? parseMoney(text("amountCents"), currency) : null;
  const [credits, bonusCredits] = [BigInt(count("credits")), BigInt(count("bonusCredits"))];
  if (amountCents === null || credits === 0n) return [];
  return undercutPlans({ amountCents, currency, credits, bonusCredits }, rates);
}

const joined = (names: string[]): string => new Intl.ListFormat("en", { type: "disjunction" }).format(names);
