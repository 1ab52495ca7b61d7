"use client";

import { Archive, ArchiveRestore, Ellipsis, Pencil, RefreshCw } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";
import { byVersionText } from "@/components/admin/catalogue/edit-effects";
import { PushDialog } from "@/components/admin/catalogue/push-dialog";
import type { PreviewPush } from "@/components/admin/catalogue/push-words";
import { useComparison } from "@/components/admin/catalogue/stripe-comparison";
import { usePush } from "@/components/admin/catalogue/use-push";
import { useOutcome } from "@/components/admin/use-outcome";
import { buttonStyle } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCredits } from "@/components/ui/credits";
import { Menu, MenuItem, MenuLink } from "@/components/ui/menu";
import type { Audience } from "@/lib/catalog/queries";

/** The outcome of an action on one plan or pack, in a sentence. */
export type ItemOutcome = { ok: boolean; sentence: string };

/** A plan or pack in the version on the page. */
export type ShownItem = { id: string; version: number };

export type ItemActions = {
  previewPush: PreviewPush;
  setArchived: (kind: "plan" | "pack", item: ShownItem, archived: boolean) => Promise<ItemOutcome>;
  pushItem: (kind: "plan" | "pack", id: string) => Promise<ItemOutcome>;
};

type CatalogueActionsProps = ShownItem & {
  kind: "plan" | "free plan" | "pack";
  name: string;
  archived: boolean;
  /** Who is on the plan; null for a pack. */
  audience: Audience | null;
  canPush: boolean;
  actions: ItemActions;
};

/** The actions an admin has on a plan or pack. */
export function CatalogueActions(props: CatalogueActionsProps) {
  const { kind, id, version, name, archived, audience, canPush, actions } = props;
  const [asking, setAsking] = useState(false);
  const { pending, run: send } = useOutcome();
  const run = (work: () => Promise<ItemOutcome>) => send(work, () => setAsking(false));
  const item = kind === "pack" ? "pack" : "plan";
  const { setOutcome } = useComparison();
  const pushing = usePush(
    actions.previewPush,
    () => actions.pushItem(item, id),
    () => setOutcome(null),
  );
  const edit = (item === "plan" ? `/admin/plans/${id}` : `/admin/plans/packs/${id}`) as Route;
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`Actions for ${name}`}
            aria-busy={pending || pushing.pending}
            className={buttonStyle({ look: "quiet", size: "icon" })}
          >
            <Ellipsis aria-hidden />
          </button>
        }
      >
        <MenuLink href={edit}>
          <Pencil aria-hidden /> Edit
        </MenuLink>
        {canPush ? (
          <MenuItem onSelect={() => pushing.ask({ kind: item, id })}>
            <RefreshCw aria-hidden /> Push to Stripe
          </MenuItem>
        ) : null}
        {archived ? (
          <MenuItem onSelect={() => run(() => actions.setArchived(item, { id, version }, false))}>
            <ArchiveRestore aria-hidden /> Restore
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => setAsking(true)}>
            <Archive aria-hidden /> Archive
          </MenuItem>
        )}
      </Menu>
      <PushDialog name={name} {...pushing.dialog} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${name}?`}
        effect={<Effect kind={kind} name={name} audience={audience} />}
        confirm={`Archive ${name}`}
        pending={pending}
        onConfirm={() => run(() => actions.setArchived(item, { id, version }, true))}
      />
    </>
  );
}

function Effect({ kind, name, audience }: Pick<CatalogueActionsProps, "kind" | "name" | "audience">) {
  if (kind === "pack") {
    return <p>{name} is no longer sold. Credits bought with it stay. You can restore it at any time.</p>;
  }
  if (kind === "free plan") {
    return (
      <p>
        New accounts start without a plan. Anyone who has been on {name} returns to it between paid plans, and their
        credits keep refilling. You can restore it at any time.
      </p>
    );
  }
  const subscribers = audience?.subscribers ?? 0;
  const people = subscribers === 1 ? "1 person stays" : `${formatCredits(subscribers)} people stay`;
  return (
    <p>
      {name} is no longer sold.{" "}
      {subscribers === 0 || !audience
        ? "It has no subscribers."
        : `${people} on it (${byVersionText(audience)}), and their credits keep refilling.`}{" "}
      Its product in Stripe is archived. You can restore it at any time.
    </p>
  );
}
