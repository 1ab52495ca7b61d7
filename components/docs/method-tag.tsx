import { cx } from "@/components/ui/cx";

const COLOURS: Record<string, string> = {
  GET: "text-accent-strong dark:text-accent",
  POST: "text-pack",
  DELETE: "text-danger",
};

/** The verb of a request, each in its color. */
export function MethodTag({ method, className }: { method: string; className?: string }) {
  return (
    <span className={cx("font-medium font-mono text-[11px] tracking-wide", COLOURS[method] ?? "text-warn", className)}>
      {method}
    </span>
  );
}
