import { actionWords } from "@/components/admin/audit/action-words";
import type { AuditQuery } from "@/components/admin/audit/audit-query";
import { Button, LinkButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Filters the audit log. The filter is in the URL, so that it can be bookmarked and shared. */
export function AuditFilters({ query, actions }: { query: AuditQuery; actions: string[] }) {
  const { cursor: _cursor, ...filter } = query;
  return (
    <form
      action="/admin/audit"
      className="grid grid-cols-2 items-end gap-3 px-4 pb-4 sm:grid-cols-3 sm:px-5 xl:grid-cols-7"
    >
      <Field name="actor" label="Who" className="col-span-2 sm:col-span-1">
        {(control) => (
          <Input {...control} defaultValue={query.actor} placeholder="Email, id or system" autoComplete="off" />
        )}
      </Field>
      <Field name="target" label="What or whom" className="col-span-2 sm:col-span-1">
        {(control) => <Input {...control} defaultValue={query.target} placeholder="Email or id" autoComplete="off" />}
      </Field>
      <Field name="action" label="Action">
        {(control) => (
          <Select
            {...control}
            key={query.action}
            defaultValue={query.action ?? "all"}
            choices={[
              { value: "all", label: "All" },
              ...actions.map((value) => ({ value, label: actionWords(value) })),
            ]}
          />
        )}
      </Field>
      <Field name="show" label="Show">
        {(control) => (
          <Select
            {...control}
            key={query.show}
            defaultValue={query.show ?? "changes"}
            choices={[
              { value: "changes", label: "Changes" },
              { value: "everything", label: "With sign-ins" },
            ]}
          />
        )}
      </Field>
      <Field name="from" label="From">
        {(control) => <Input {...control} type="date" defaultValue={query.from} />}
      </Field>
      <Field name="to" label="To">
        {(control) => <Input {...control} type="date" defaultValue={query.to} />}
      </Field>
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {Object.keys(filter).length > 0 ? (
          <LinkButton href="/admin/audit" look="quiet">
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}
