"use client";

import { BookmarkPlus, Pencil } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field, Input } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import type { SavedViewList } from "@/lib/generated/prisma/enums";

export type ViewActions = {
  save: (view: { list: SavedViewList; query: string; name: string }) => Promise<ActionOutcome>;
  rename: (id: string, name: string) => Promise<ActionOutcome>;
  remove: (id: string) => Promise<ActionOutcome>;
};

type ViewEditorProps = {
  view: { id: string; name: string } | { list: SavedViewList; query: string };
  actions: ViewActions;
};

/** Names the current filter, or renames or deletes the view that is open. */
export function ViewEditor({ view, actions }: ViewEditorProps) {
  const [open, setOpen] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { pending, run } = useOutcome();
  const saved = "id" in view ? view : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("viewName") ?? "");
    run(
      () => ("id" in view ? actions.rename(view.id, name) : actions.save({ ...view, name })),
      ({ ok }) => ok && setOpen(false),
    );
  };
  return (
    <>
      <Popover
        title={saved ? "Edit view" : "Save view"}
        align="start"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button look="quiet" size="small">
            {saved ? <Pencil aria-hidden /> : <BookmarkPlus aria-hidden />} {saved ? "Edit view" : "Save view"}
          </Button>
        }
      >
        <form onSubmit={submit} className="grid gap-3">
          <Field name="viewName" label="Name" hint="All admins see it.">
            {(control) => <Input {...control} defaultValue={saved?.name} required maxLength={60} autoComplete="off" />}
          </Field>
          <div className="flex justify-between gap-2">
            <Button type="submit" size="small" look="primary" pending={pending}>
              {saved ? "Rename" : "Save"}
            </Button>
            {saved ? (
              <Button
                size="small"
                onClick={() => {
                  setOpen(false);
                  setDeleting(true);
                }}
              >
                Delete
              </Button>
            ) : null}
          </div>
        </form>
      </Popover>
      {saved ? (
        <ConfirmDialog
          open={deleting}
          onOpenChange={setDeleting}
          title={`Delete ${saved.name}?`}
          effect="The view is deleted for all admins. What it lists stays."
          confirm="Delete view"
          pending={pending}
          onConfirm={() =>
            run(
              () => actions.remove(saved.id),
              () => setDeleting(false),
            )
          }
        />
      ) : null}
    </>
  );
}
