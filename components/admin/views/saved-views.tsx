import type { Route } from "next";
import Link from "next/link";
import { type ViewActions, ViewEditor } from "@/components/admin/views/view-editor";
import { VIEW_LISTS, viewQuery } from "@/components/admin/views/view-lists";
import { cx } from "@/components/ui/cx";
import type { SavedView } from "@/lib/generated/prisma/client";
import type { SavedViewList } from "@/lib/generated/prisma/enums";

type SavedViewsProps = {
  list: SavedViewList;
  views: SavedView[];
  /** The filter of the page. */
  query: Record<string, string | undefined>;
  actions: ViewActions;
};

/** The saved views of a list, with a way to save the current filter as one. */
export function SavedViews({ list, views, query, actions }: SavedViewsProps) {
  const shown = viewQuery(list, query);
  const open = views.find((view) => view.query === shown);
  if (views.length === 0 && shown === "") return null;
  const { path } = VIEW_LISTS[list];
  return (
    <nav aria-label="Saved views" className="flex flex-wrap items-center gap-1.5 px-4 pb-4 sm:px-5">
      {views.map(({ id, name, query: kept }) => (
        <Link
          key={id}
          href={`${path}?${kept}` as Route}
          aria-current={id === open?.id ? "true" : undefined}
          className={cx(
            "focus-ring inline-flex h-8 max-w-full items-center rounded-control border px-2.5 text-[13px]",
            id === open?.id ? "border-line-strong bg-sunken font-medium" : "border-line text-muted hover:text-ink",
          )}
        >
          <span className="truncate">{name}</span>
        </Link>
      ))}
      {open ? (
        <ViewEditor key={open.id} view={{ id: open.id, name: open.name }} actions={actions} />
      ) : shown === "" ? null : (
        <ViewEditor key={shown} view={{ list, query: shown }} actions={actions} />
      )}
    </nav>
  );
}
