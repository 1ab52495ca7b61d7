import { Fragment } from "react";
import { cx } from "@/components/ui/cx";

/** A description from the OpenAPI document: paragraphs, with `code` in backticks. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cx("grid gap-2.5 text-muted", className)}>
      {text.split(/\n\n+/).map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** One paragraph, with `code` and [links](/docs/api). */
export function Inline({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]+)`|\[([^\]]+)\]\((\/[^)\s]*)\)|[^`[]+|\[/g)].map(
    ({ 0: whole, 1: code, 2: label, 3: href, index }) => {
      if (code !== undefined) return <InlineCode key={index}>{code}</InlineCode>;
      if (href === undefined) return <Fragment key={index}>{whole}</Fragment>;
      return (
        <a key={index} href={href} className="focus-ring rounded-sm text-ink underline decoration-line-strong">
          {label}
        </a>
      );
    },
  );
}

export function InlineCode({ children }: { children: string }) {
  return (
    <code className="wrap-anywhere box-decoration-clone rounded-[5px] border border-line bg-sunken px-1 py-px font-mono text-[0.9em] text-ink">
      {children}
    </code>
  );
}
