import type { ReactNode } from "react";

/** What a wide table shows in columns of their own: on a phone it stands under the name, where it cannot be cut. */
export function OnPhone({ children }: { children: ReactNode }) {
  return <span className="mt-1 flex flex-wrap items-center gap-2 sm:hidden">{children}</span>;
}

/**
 * For the cell with a row's name: on a phone it takes what the figures leave, however long the name is, so that no figure
 * lies beyond the edge.
 */
export const fitsPhone = "max-sm:w-full max-sm:max-w-0";
