import type { ReactNode } from "react";

/** Something rarely done to an endpoint: behind its name, with what it does and its button. Works without JavaScript. */
export function EndpointAct({ title, effect, children }: { title: string; effect: string; children: ReactNode }) {
  return (
    <details className="border-line border-t px-4 py-3 sm:px-5">
      <summary className="focus-ring cursor-pointer rounded-md font-medium text-sm leading-6">{title}</summary>
      <p className="mt-2 mb-3 text-[13px] text-muted">{effect}</p>
      {children}
    </details>
  );
}
