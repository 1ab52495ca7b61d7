import { Inline, InlineCode } from "@/components/docs/prose";
import { describeSchema, type Field } from "@/components/docs/schema-words";

/**
 * Fields with their types, limits and descriptions; nested fields unfold below their object. Required fields of a request
 * are marked, and optional fields of a response.
 */
export function FieldList({ fields, of }: { fields: Field[]; of: "request" | "answer" }) {
  return (
    <ul className="divide-y divide-line border-line border-y">
      {fields.map((field) => (
        <FieldRow key={field.name} field={field} of={of} />
      ))}
    </ul>
  );
}

function FieldRow({ field: { name, required, schema }, of }: { field: Field; of: "request" | "answer" }) {
  const { type, object, limits, choices, fields } = describeSchema(schema);
  return (
    <li className="grid gap-1.5 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        <code className="break-all font-medium font-mono text-[13px]">{name}</code>
        <span className="text-faint text-xs">
          {object ? <ObjectType type={type} object={object} /> : type}
          {limits.map((limit) => ` · ${limit}`)}
        </span>
        {of === "request" && required ? <span className="font-medium text-warn text-xs">required</span> : null}
        {of === "answer" && !required ? <span className="text-faint text-xs">optional</span> : null}
      </p>
      {schema.description ? (
        <p className="text-[13px] text-muted">
          <Inline text={schema.description} />
        </p>
      ) : null}
      {choices.length > 0 ? (
        <p className="flex flex-wrap gap-1 text-xs">
          {choices.map((choice) => (
            <InlineCode key={choice}>{choice}</InlineCode>
          ))}
        </p>
      ) : null}
      {fields.length > 0 ? (
        <details className="group rounded-control border border-line">
          <summary className="focus-ring rounded-control px-3 py-1.5 text-muted text-xs hover:text-ink">
            <span className="group-open:hidden">Show</span>
            <span className="hidden group-open:inline">Hide</span> {fields.length}{" "}
            {fields.length === 1 ? "field" : "fields"} of <code className="font-mono">{name}</code>
          </summary>
          <div className="px-3 [&>ul]:border-b-0">
            <FieldList fields={fields} of={of} />
          </div>
        </details>
      ) : null}
    </li>
  );
}

/** "list of objects" with the object's name instead of the last word. */
function ObjectType({ type, object }: { type: string; object: string }) {
  return (
    <>
      {type.startsWith("list of") ? "list of " : ""}
      <a href={`#${objectId(object)}`} className="focus-ring rounded-sm text-ink underline decoration-line-strong">
        {object}
      </a>
      {type.endsWith(" or null") ? " or null" : ""}
    </>
  );
}

export function objectId(object: string): string {
  return `object-${object}`;
}
