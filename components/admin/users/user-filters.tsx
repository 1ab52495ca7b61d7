import { subscriptionStatuses } from "@/components/admin/users/user-chips";
import { MOVES, PARTICULARS, SEEN, SORTS, type UserQuery } from "@/components/admin/users/user-query";
import { Button, LinkButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { OLDER, USER_STATUSES } from "@/lib/account/list/current-plan-filter";

type Choice = { value: string; label: string };

type UserFiltersProps = { query: UserQuery; plans: { key: string; name: string }[] };

const ALL = { value: "all", label: "All" };
const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Filters and sorts the users. The filter is in the URL, so that it can be bookmarked and shared. */
export function UserFilters({ query, plans }: UserFiltersProps) {
  const selects: { name: keyof UserQuery; label: string; choices: Choice[] }[] = [
    { name: "plan", label: "Plan", choices: plans.map(({ key, name }) => ({ value: key, label: name })) },
    { name: "version", label: "Plan version", choices: versionChoices(query.version) },
    ...(query.move ? [{ name: "move" as const, label: "Move to a new version", choices: choicesOf(MOVES) }] : []),
    {
      name: "status",
      label: "Subscription",
      choices: USER_STATUSES.map((value) => ({ value, label: subscriptionStatuses[value].name })),
    },
    { name: "is", label: "Account", choices: choicesOf(PARTICULARS) },
    { name: "seen", label: "Last seen", choices: choicesOf(SEEN) },
  ];
  return (
    <form
      action="/admin/users"
      className="grid grid-cols-2 items-end gap-3 px-4 pb-4 sm:grid-cols-3 sm:px-5 xl:grid-cols-5"
    >
      <Field name="search" label="Search" className="col-span-2">
        {(control) => (
          <Input
            {...control}
            type="search"
            defaultValue={query.search}
            placeholder="Email, name or any id"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      {selects.map(({ name, label, choices }) => (
        <Field key={name} name={name} label={label}>
          {(control) => (
            <Select
              {...control}
              key={query[name]}
              defaultValue={query[name] ?? ALL.value}
              choices={[ALL, ...choices]}
            />
          )}
        </Field>
      ))}
      {query.price ? (
        <Field name="price" label="Stripe price">
          {(control) => <Input {...control} defaultValue={query.price} autoComplete="off" spellCheck={false} />}
        </Field>
      ) : null}
      <Field name="min" label="Balance from">
        {(control) => <Input {...control} inputMode="numeric" defaultValue={query.min} autoComplete="off" />}
      </Field>
      <Field name="max" label="Balance to">
        {(control) => <Input {...control} inputMode="numeric" defaultValue={query.max} autoComplete="off" />}
      </Field>
      <Field name="sort" label="Sort">
        {(control) => (
          <Select {...control} key={query.sort} defaultValue={query.sort ?? "newest"} choices={choicesOf(SORTS)} />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {Object.keys(query).length > 0 ? (
          <LinkButton href="/admin/users" look="quiet">
            Clear
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}

/** Older versions than the one on sale; and the one version that the address asks for. */
function versionChoices(version: string | undefined): Choice[] {
  const one = version === undefined || version === OLDER ? [] : [{ value: version, label: `Version ${version}` }];
  return [{ value: OLDER, label: "Older than on sale" }, ...one];
}
