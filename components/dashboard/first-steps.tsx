import { Check } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { words } from "@/components/dashboard/words";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";

/** What a new user has done already. */
export type FirstStepsDone = { spend: boolean; buy: boolean; key: boolean };

type Step = keyof FirstStepsDone;

const HREFS: Record<Step, Route> = { spend: "/playground", buy: "/pricing", key: "/settings#api-keys" as Route };

const ORDER: readonly Step[] = ["spend", "buy", "key"];
/** Without a free plan a new user has nothing to spend yet. */
const WITHOUT_CREDITS: readonly Step[] = ["buy", "spend", "key"];

/** Whether there is nothing left to do. */
export const isAllDone = (done: FirstStepsDone): boolean => ORDER.every((step) => done[step]);

type FirstStepsProps = {
  done: FirstStepsDone;
  /** Whether there is something to spend. */
  hasCredits: boolean;
  hide: () => Promise<void>;
};

/** A new user's checklist, ticked by what exists. `hide` is a form's action, so that it works without JavaScript. */
export function FirstSteps({ done, hasCredits, hide }: FirstStepsProps) {
  const order = hasCredits || done.spend ? ORDER : WITHOUT_CREDITS;
  const { title, note, steps } = words.firstSteps;
  return (
    <Card aria-label={title}>
      <CardHead
        title={title}
        note={note(ORDER.filter((step) => done[step]).length, ORDER.length)}
        action={
          <form action={hide}>
            <button type="submit" className={buttonStyle({ look: "quiet", size: "small" })}>
              {words.firstSteps.hide}
              <span className="sr-only"> the first steps</span>
            </button>
          </form>
        }
      />
      <ol className="grid border-line border-t sm:grid-cols-3 sm:divide-x sm:divide-line">
        {order.map((step) => (
          <li
            key={step}
            data-step={step}
            data-done={done[step]}
            className="relative flex gap-3 border-line border-b px-4 py-3.5 last:border-b-0 has-[a:hover]:bg-sunken sm:border-b-0 sm:px-5"
          >
            <span
              aria-hidden
              className={cx(
                "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border",
                done[step] ? "border-accent bg-accent text-accent-ink" : "border-line-strong",
              )}
            >
              {done[step] ? <Check className="size-3.5" /> : null}
            </span>
            <span className="min-w-0">
              {done[step] ? (
                <span className="text-muted">
                  {steps[step].name}
                  <span className="sr-only">, done</span>
                </span>
              ) : (
                <Link
                  href={HREFS[step]}
                  className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                >
                  {steps[step].name}
                </Link>
              )}
              <span className="block text-[13px] text-muted">{steps[step].why}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
