import type { ReactNode } from "react";
import { Code, CodeBlock } from "@/components/docs/code-block";
import { CodeTabs } from "@/components/docs/code-tabs";
import { FieldList, objectId } from "@/components/docs/field-list";
import { MethodTag } from "@/components/docs/method-tag";
import { Prose } from "@/components/docs/prose";
import { type ReferenceOperation, refusalsOf, successOf } from "@/components/docs/reference";
import { clientExample, curlExample, json } from "@/components/docs/request-examples";
import { describeSchema, type Field, fieldsOf } from "@/components/docs/schema-words";
import { Chip } from "@/components/ui/chip";
import type { MediaType } from "@/lib/api/openapi/types";

type OperationSectionProps = {
  operation: ReferenceOperation;
  origin: string;
  /** The codes of errors that are not listed, because any request can get them. */
  common: ReadonlySet<string>;
};

/** One operation: description and parameters on the left, example request and response on the right. */
export function OperationSection({ operation, origin, common }: OperationSectionProps) {
  const { operationId, method, path, summary, description } = operation;
  const success = successOf(operation);
  return (
    <section
      aria-labelledby={operationId}
      className="grid gap-x-10 gap-y-6 border-line border-t py-10 xl:grid-cols-[minmax(0,1fr)_432px]"
    >
      <div className="grid min-w-0 content-start gap-4">
        <h3 id={operationId} className="scroll-mt-28 font-semibold text-lg tracking-[-0.01em] lg:scroll-mt-20">
          <a href={`#${operationId}`} className="focus-ring rounded-md hover:underline">
            {summary}
          </a>
        </h3>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-2">
          <MethodTag method={method} className="text-xs" />
          <code className="break-all font-mono text-[13px]">{path}</code>
          <Access operation={operation} />
        </p>
        {description ? <Prose text={description} /> : null}
        <Parameters operation={operation} />
        {success ? <Answer status={success.status} type={success.type} media={success.media} /> : null}
        <Refusals operation={operation} common={common} />
      </div>
      <div className="grid min-w-0 content-start gap-3 xl:sticky xl:top-20 xl:self-start">
        <CodeTabs
          label="the request"
          languages={[
            { name: "curl", code: <Code code={curlExample(operation, origin)} /> },
            { name: "TypeScript", code: <Code code={clientExample(operation)} /> },
          ]}
        />
        {success?.media.example === undefined ? null : (
          <CodeBlock
            title={`Answer ${success.status}`}
            label="the response"
            code={typeof success.media.example === "string" ? success.media.example : json(success.media.example)}
          />
        )}
      </div>
    </section>
  );
}

/** Who can call it: a scope, or a short label. */
function Access({ operation: { security } }: { operation: ReferenceOperation }) {
  if (security.length === 0) return <Chip>public</Chip>;
  const [scope] = security.flatMap(({ apiKey = [] }) => apiKey);
  return <Chip className={scope ? "font-mono" : ""}>{scope ?? "no API keys"}</Chip>;
}

function Parameters({ operation: { parameters, requestBody } }: { operation: ReferenceOperation }) {
  const asField = ({ name, required, schema, description }: ReferenceOperation["parameters"][number]): Field => ({
    name,
    required,
    schema: { ...schema, description },
  });
  const inPlace = (place: string) => parameters.filter((parameter) => parameter.in === place).map(asField);
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  return (
    <>
      <Part title="Path parameters" fields={inPlace("path")} />
      <Part title="Query parameters" fields={inPlace("query")} />
      <Part title="Headers" fields={inPlace("header")} />
      <Part
        title="Body"
        note={requestBody && !requestBody.required ? "optional" : undefined}
        fields={body ? fieldsOf(body) : []}
      />
    </>
  );
}

function Part({ title, note, fields }: { title: string; note?: ReactNode; fields: Field[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-2">
      <PartTitle title={title} note={note} />
      <FieldList fields={fields} of="request" />
    </div>
  );
}

function PartTitle({ title, note }: { title: string; note?: ReactNode }) {
  return (
    <h4 className="mt-2 font-semibold text-[13px]">
      {title} {note ? <span className="font-normal text-faint">{note}</span> : null}
    </h4>
  );
}

function Answer({ status, type, media }: { status: string; type: string; media: MediaType }) {
  const { object, fields } = describeSchema(media["x-event-data"] ?? media.schema);
  const streams = type === "text/event-stream";
  return (
    <div className="grid gap-2">
      <PartTitle title="Response" note={`${status}${type === "application/json" ? "" : `, ${type}`}`} />
      {object ? (
        <p className="text-muted">
          {streams ? "A stream of events, each with " : "The object "}
          <a href={`#${objectId(object)}`} className="focus-ring rounded-sm text-ink underline decoration-line-strong">
            {object}
          </a>
          {streams ? " object as its data." : "."}
        </p>
      ) : (
        <FieldList fields={fields} of="answer" />
      )}
    </div>
  );
}

function Refusals({ operation, common }: Pick<OperationSectionProps, "operation" | "common">) {
  return (
    <div className="grid gap-2">
      <PartTitle title="Errors" />
      <p className="flex flex-wrap items-center gap-1.5">
        {refusalsOf(operation)
          .filter(({ code }) => !common.has(code))
          .map(({ status, code }) => (
            <a
              key={code}
              href={`#${code}`}
              className="focus-ring inline-flex h-6 items-center gap-1.5 rounded-md border border-line bg-sunken px-2 font-mono text-[11px] text-muted hover:border-line-strong hover:text-ink"
            >
              <span className="text-faint">{status}</span> {code}
            </a>
          ))}
        <a href="#errors" className="focus-ring rounded-sm text-[13px] text-muted underline decoration-line-strong">
          errors of any request
        </a>
      </p>
    </div>
  );
}
