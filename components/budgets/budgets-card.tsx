import { budgetTitle, targetText } from "@/components/budgets/budget-words";
import { NewBudgetForm } from "@/components/budgets/new-budget-form";
import { RemoveBudgetButton } from "@/components/budgets/remove-budget-button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import type { FormAction } from "@/components/ui/form-state";
import type { Budget } from "@/lib/ledger/budgets/budget";

type Key = { id: string; name: string };

type BudgetsCardProps = {
  budgets: readonly Budget[];
  /** The user's API keys; those that are revoked are not offered. */
  keys: { active: readonly Key[]; revoked: readonly Key[] };
  actions: { addBudget: FormAction; removeBudget: (id: string) => Promise<boolean> };
};

/** Caps on what the account, its keys, members and runs spend: each with what is used now, and a form for another one. */
export function BudgetsCard({ budgets, keys, actions }: BudgetsCardProps) {
  const known = [...keys.active, ...keys.revoked];
  return (
    <Card aria-label="Budgets" id="budgets" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead title="Budgets" note="caps on what is spent" />
      <p className="px-4 text-muted sm:px-5">
        A spend that would exceed a budget is refused. Credits that work in progress holds count as used.
      </p>
      {budgets.length === 0 ? (
        <p className="px-4 pt-3 pb-4 font-medium sm:px-5">You have no budgets.</p>
      ) : (
        <ul aria-label="Your budgets" className="mt-3">
          {budgets.map((budget) => (
            <BudgetRow key={budget.id} budget={budget} keys={known} remove={actions.removeBudget} />
          ))}
        </ul>
      )}
      <section aria-label="New budget" className="grid gap-4 border-line border-t px-4 py-5 sm:px-5">
        <h3 className="font-semibold">New budget</h3>
        <NewBudgetForm keys={keys.active.map(({ id, name }) => ({ id, name }))} action={actions.addBudget} />
      </section>
    </Card>
  );
}

type BudgetRowProps = { budget: Budget; keys: readonly Key[]; remove: (id: string) => Promise<boolean> };

function BudgetRow({ budget, keys, remove }: BudgetRowProps) {
  const title = budgetTitle(budget, keys);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere font-medium">{title}</p>
        {budget.uses.length === 0 ? <p className="text-[13px] text-muted">Nothing is used.</p> : null}
        <ul className="text-[13px] text-muted">
          {budget.uses.map(({ target, used }) => (
            <li key={target} className="wrap-anywhere">
              {budget.scope === "ACCOUNT" || budget.target !== null
                ? null
                : `${targetText(budget.scope, target, keys)}: `}
              {formatCredits(used)} used, {formatCredits(budget.limit > used ? budget.limit - used : 0n)} left
            </li>
          ))}
        </ul>
      </div>
      {budget.ofPlan ? (
        <Chip>Of your plan</Chip>
      ) : (
        <RemoveBudgetButton title={title} action={remove.bind(null, budget.id)} />
      )}
    </li>
  );
}
