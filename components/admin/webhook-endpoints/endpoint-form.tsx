"use client";

import { TextField } from "@/components/admin/form-parts";
import { EndpointAnswer } from "@/components/admin/webhook-endpoints/endpoint-answer";
import { EventTypeBoxes } from "@/components/admin/webhook-endpoints/event-type-boxes";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type EndpointFormProps = {
  action: FormAction;
  /** The endpoint that is edited; none for a new one. */
  endpoint?: { id: string; url: string; description: string; eventTypes: readonly string[] };
  submit: string;
  /** The page it is on. */
  page: string;
};

/** The fields of an endpoint, for a new one or one that exists. */
export function EndpointForm({ action, endpoint, submit, page }: EndpointFormProps) {
  const [state, form] = useForm(action, freshForm);
  const field = { initial: { url: endpoint?.url ?? "", description: endpoint?.description ?? "" }, state };
  const kept = state.done ? undefined : state.values.eventTypes;
  const chosen = kept === undefined ? (endpoint?.eventTypes ?? []) : kept.split(" ");
  return (
    <Form of={form} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
      {endpoint ? <input type="hidden" name="id" value={endpoint.id} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field} name="url" label="Address" placeholder="https://example.com/webhooks" />
        <TextField {...field} name="description" label="Description" hint="Only admins see it." />
      </div>
      <EventTypeBoxes chosen={chosen} error={state.errors.eventTypes} />
      <EndpointAnswer state={state} page={page} />
      <div>
        <SubmitButton look="primary">{submit}</SubmitButton>
      </div>
    </Form>
  );
}
