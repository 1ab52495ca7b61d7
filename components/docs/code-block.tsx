import { createElement, type ReactNode } from "react";
import { CopyButton } from "@/components/docs/copy-button";
import { highlight, type Token } from "@/components/docs/highlight";
import { cx } from "@/components/ui/cx";

const COLOURS: Record<Token["kind"], string | null> = {
  plain: null,
  text: "text-accent-strong dark:text-accent",
  value: "text-pack",
  word: "text-pack",
  note: "text-faint",
};

/** Highlighted code. Long lines wrap, so that nothing is cut off on a phone. */
export function Code({ code }: { code: string }) {
  return (
    <pre className="whitespace-pre-wrap break-words px-4 py-3.5 font-mono text-[12px] leading-[1.7]">
      {createElement("code", null, ...highlight(code).map(shown))}
    </pre>
  );
}

// Spread as children, so that none needs a key: the reference has thousands, and its page sends each twice.
function shown({ kind, text }: Token): ReactNode {
  const colour = COLOURS[kind];
  return colour ? <span className={colour}>{text}</span> : text;
}

type CodeBlockProps = { title: ReactNode; label: string; code: string; className?: string };

/** A titled code block with a copy button. */
export function CodeBlock({ title, label, code, className }: CodeBlockProps) {
  return (
    <figure className={cx("min-w-0 overflow-hidden rounded-card border border-line bg-sunken", className)}>
      <figcaption className="flex h-10 items-center justify-between gap-3 border-line border-b pr-1.5 pl-4 font-medium text-muted text-xs">
        <span className="min-w-0 truncate">{title}</span>
        <CopyButton label={`Copy ${label}`} />
      </figcaption>
      <Code code={code} />
    </figure>
  );
}
