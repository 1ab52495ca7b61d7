import type { PaymentQuery } from "@/components/admin/payments/payment-query";
import { paymentKinds, paymentNeeds, paymentStatuses } from "@/components/admin/payments/payment-words";
import { Button, LinkButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { PAYMENT_NEEDS } from "@/lib/billing/purchases/list-all-payments";
import { PAYMENT_KINDS, PAYMENT_STATUSES } from "@/lib/billing/types";

const ALL = { value: "all", label: "All" };

/** Filters the payments. The filter is in the URL, so that it can be bookmarked and shared. */
export function PaymentFilters({ query }: { query: PaymentQuery }) {
  const { cursor: _cursor, ...filter } = query;
  return (
    <form action="/admin/payments" className="grid grid-cols-2 items-end gap-3 px-4 pb-4 sm:grid-cols-4 sm:px-5">
      <Field name="user" label="User" className="col-span-2 sm:col-span-1">
        {(control) => (
          <Input
            {...control}
            defaultValue={query.user}
            placeholder="Email or id"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field name="status" label="Status">
        {(control) => (
          <Select
            {...control}
            className="overflow-hidden whitespace-nowrap"
            key={query.status}
            defaultValue={query.status ?? ALL.value}
            choices={[ALL, ...PAYMENT_STATUSES.map((value) => ({ value, label: paymentStatuses[value].name }))]}
          />
        )}
      </Field>
      <Field name="kind" label="Kind">
        {(control) => (
          <Select
            {...control}
            className="overflow-hidden whitespace-nowrap"
            key={query.kind}
            defaultValue={query.kind ?? ALL.value}
            choices={[ALL, ...PAYMENT_KINDS.map((value) => ({ value, label: paymentKinds[value] }))]}
          />
        )}
      </Field>
      <Field name="needs" label="Needs">
        {(control) => (
          <Select
            {...control}
            className="overflow-hidden whitespace-nowrap"
            key={query.needs}
            defaultValue={query.needs ?? ALL.value}
            choices={[ALL, ...PAYMENT_NEEDS.map((value) => ({ value, label: paymentNeeds[value] }))]}
          />
        )}
      </Field>
      <Field name="currency" label="Currency">
        {(control) => (
          <Input
            {...control}
            defaultValue={query.currency?.toUpperCase()}
            placeholder="Any"
            maxLength={3}
            autoComplete="off"
          />
        )}
      </Field>
      <Field name="from" label="From">
        {(control) => <Input {...control} type="date" defaultValue={query.from} />}
      </Field>
      <Field name="to" label="To">
        {(control) => <Input {...control} type="date" defaultValue={query.to} />}
      </Field>
      {query.by ? <input type="hidden" name="by" value={query.by} /> : null}
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {Object.keys(filter).length > 0 ? (
          <LinkButton href="/admin/payments" look="quiet">
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}
