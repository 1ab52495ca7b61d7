import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** A group of primitives under a heading. */
export function SpecimenGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-5 border-line border-t py-8">
      <h2 className="font-semibold text-xl tracking-[-0.015em]">{title}</h2>
      {children}
    </section>
  );
}

/** One primitive, with the name of its state. */
export function Specimen({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-2">
      <p className="font-mono text-[12px] text-faint">{name}</p>
      <div className={cx("min-w-0", !wide && "flex flex-wrap items-center gap-3")}>{children}</div>
    </div>
  );
}
