import Form from "next/form";
import { STATUS_NAMES } from "@/components/admin/webhooks/event-status";
import { type InboxQuery, isNarrowed, STATUSES } from "@/components/admin/webhooks/inbox-query";
import { Button, LinkButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

const ALL = { value: "", label: "Every status" };
const CHOICES = [ALL, ...STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] }))];

/** Narrows the inbox. The filter is in the address, so that it can be bookmarked and shared. */
export function InboxFilters({ query, types }: { query: InboxQuery; types: readonly string[] }) {
  return (
    <Form
      key={JSON.stringify(query)}
      action="/admin/webhooks"
      className="flex flex-wrap items-center gap-2 px-4 pb-3 sm:px-5"
    >
      <Select aria-label="Status" name="status" className="w-36" choices={CHOICES} defaultValue={query.status ?? ""} />
      <Input
        aria-label="Type"
        name="type"
        list="event-types"
        placeholder="Type, such as invoice.paid"
        defaultValue={query.type}
        className="w-60"
      />
      <datalist id="event-types">
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Input
        aria-label="Customer"
        name="customer"
        placeholder="Customer id or e-mail"
        defaultValue={query.customer}
        className="w-52"
      />
      <Input aria-label="Id" name="id" placeholder="Event or object id" defaultValue={query.id} className="w-44" />
      <Button type="submit">Filter</Button>
      {isNarrowed(query) ? (
        <LinkButton href="/admin/webhooks" look="quiet">
          Clear
        </LinkButton>
      ) : null}
    </Form>
  );
}
