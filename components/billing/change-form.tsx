import type { FormEvent, ReactNode } from "react";

type ChangeFormProps = {
  price: string;
  /** What pressing the button does instead, where scripts run. */
  instead: () => void;
  children: ReactNode;
};

/** The form around a button that changes the plan: without scripts it leads to the page that previews the change. */
export function ChangeForm({ price, instead, children }: ChangeFormProps) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    instead();
  };
  return (
    <form action="/billing/change" onSubmit={send}>
      <input type="hidden" name="price" value={price} />
      {children}
    </form>
  );
}
