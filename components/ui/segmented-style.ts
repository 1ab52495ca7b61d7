/** The look of a switch between views, for buttons and for links. */
export const segmentedStyle = "inline-flex rounded-[10px] border border-line bg-sunken p-[3px]";

/** One of its choices; the chosen one has `data-pressed`. */
export const segmentStyle =
  "focus-ring inline-flex h-8 items-center gap-2 rounded-[7px] border border-transparent px-3.5 font-medium text-muted transition-colors hover:text-ink data-[pressed]:border-line-strong data-[pressed]:bg-surface data-[pressed]:text-ink";
