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

/** One paragraph. */
export function Inline({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]+)`|[^`]+/g)].map(({ 0: whole, 1: code, index }) =>
    code === undefined ? <Fragment key={index}>{whole}</Fragment> : <InlineCode key={index}>{code}</InlineCode>,
  );
}

export function InlineCode({ children }: { children: string }) {
  return (
    <code className="box-decoration-clone break-words rounded-[5px] border border-line bg-sunken px-1 py-px font-mono text-[0.9em] text-ink">
      {children}
    </code>
  );
}
