import { CodeBlock } from "@/components/docs/code-block";
import { FieldList, objectId } from "@/components/docs/field-list";
import { Prose } from "@/components/docs/prose";
import { exampleOf } from "@/components/docs/reference";
import { json } from "@/components/docs/request-examples";
import { fieldsOf } from "@/components/docs/schema-words";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

/** A named object that responses contain. */
export function ObjectSection({ name, document }: { name: string; document: OpenApiDocument }) {
  const schema = document.components.schemas[name] ?? {};
  const example = exampleOf(name, document);
  const id = objectId(name);
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-6 border-line border-t py-10 xl:grid-cols-[minmax(0,1fr)_432px]"
    >
      <div className="grid min-w-0 content-start gap-3">
        <h3 id={id} className="scroll-mt-28 font-semibold text-lg tracking-[-0.01em] lg:scroll-mt-20">
          <a href={`#${id}`} className="focus-ring rounded-md hover:underline">
            {name}
          </a>
        </h3>
        {schema.description ? <Prose text={schema.description} /> : null}
        <FieldList fields={fieldsOf(schema)} of="answer" />
      </div>
      {example === undefined ? null : (
        <div className="min-w-0 xl:sticky xl:top-20 xl:self-start">
          <CodeBlock title={name} label={`the example of ${name}`} code={json(example)} />
        </div>
      )}
    </section>
  );
}
