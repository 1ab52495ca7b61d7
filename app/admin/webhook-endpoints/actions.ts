"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type FormState, fieldErrors, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { createEndpoint, deleteEndpoint, editEndpoint, rollSecret } from "@/lib/webhooks/endpoints/change-endpoint";
import { replayDeliveries, sendTest } from "@/lib/webhooks/endpoints/replay";
import { endpointSchema } from "@/lib/webhooks/endpoints/schema";

const PAGE = "/admin/webhook-endpoints";
const GONE = "This endpoint no longer exists. Reload the page.";
const DISABLED = "The endpoint is disabled. Enable it first.";

/** Creates an endpoint. The answer has its secret, which is not shown again. */
export async function addEndpoint(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return withTypes(form, refuseUnconfirmed(form));
  const input = endpointSchema.safeParse(inputOf(form));
  if (!input.success) return withTypes(form, refuse(form, null, fieldErrors(input.error)));
  const made = await createEndpoint(database(), await adminActor(admin), input.data, settings(), await now());
  if (!made.ok) {
    if (made.reason === "bad_url") return withTypes(form, refuse(form, null, { url: made.sentence }));
    return refuse(form, "There can be 20 endpoints. Delete one that is no longer needed.");
  }
  revalidatePath(PAGE, "layout");
  return secretShown(made.secret, "The endpoint was created.");
}

/** Changes the address, the description and the event types of an endpoint. */
export async function saveEndpoint(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return withTypes(form, refuseUnconfirmed(form));
  const edit = endpointSchema.safeParse(inputOf(form));
  if (!edit.success) return withTypes(form, refuse(form, null, fieldErrors(edit.error)));
  const wish = { id: idOf(form), edit: edit.data };
  const saved = await editEndpoint(database(), await adminActor(admin), wish, settings(), await now());
  if (!saved.ok) {
    if (saved.reason === "unknown_endpoint") return refuse(form, GONE);
    return withTypes(form, refuse(form, null, { url: saved.sentence }));
  }
  revalidatePath(PAGE, "layout");
  return { ...freshForm, done: true, message: "Saved." };
}

/** Enables or disables an endpoint. */
export async function switchEndpoint(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const enabled = form.get("enabled") === "true";
  const wish = { id: idOf(form), edit: { enabled } };
  const saved = await editEndpoint(database(), await adminActor(admin), wish, settings(), await now());
  revalidatePath(PAGE, "layout");
  if (!saved.ok) return refuse(form, GONE);
  const message = enabled ? "The endpoint is enabled." : "The endpoint is disabled.";
  return { ...freshForm, done: true, message };
}

/** Makes a new secret. The answer has it, and it is not shown again. */
export async function rollEndpointSecret(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const rolled = await rollSecret(database(), await adminActor(admin), idOf(form), await now());
  revalidatePath(PAGE, "layout");
  return rolled.ok ? secretShown(rolled.secret, "The secret was rolled.") : refuse(form, GONE);
}

/** Deletes an endpoint with its deliveries. */
export async function removeEndpoint(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  await deleteEndpoint(database(), await adminActor(admin), idOf(form), await now());
  revalidatePath(PAGE, "layout");
  redirect(PAGE as Route);
}

/** Sends a test event. */
export async function sendTestEvent(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const sent = await sendTest(database(), await adminActor(admin), idOf(form), await now());
  revalidatePath(PAGE, "layout");
  if (!sent.ok) return refuse(form, sent.reason === "endpoint_disabled" ? DISABLED : GONE);
  return { ...freshForm, done: true, message: "A test event is on its way." };
}

/** Sends one delivery again, or all that were given up. */
export async function replay(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const delivery = form.get("delivery");
  const wish = { endpointId: idOf(form), which: delivery === null ? ("dead" as const) : { id: String(delivery) } };
  const again = await replayDeliveries(database(), await adminActor(admin), wish, await now());
  revalidatePath(PAGE, "layout");
  if (!again.ok) return refuse(form, again.reason === "endpoint_disabled" ? DISABLED : GONE);
  const { deliveries } = again;
  if (deliveries === 0) return refuse(form, "There is nothing to replay.");
  const message = deliveries === 1 ? "It is sent again." : `${deliveries} deliveries are sent again.`;
  return { ...freshForm, done: true, message };
}

const settings = () => ({ allowPrivate: env().WEBHOOKS_ALLOW_PRIVATE });
const idOf = (form: FormData) => String(form.get("id") ?? "");

function inputOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  return { url: text("url"), description: text("description"), eventTypes: form.getAll("eventTypes").map(String) };
}

function secretShown(secret: string, message: string): FormState {
  return { ...freshForm, done: true, message, values: { secret } };
}

/** A refusal that keeps the boxes that were checked. */
function withTypes(form: FormData, state: FormState): FormState {
  return { ...state, values: { ...state.values, eventTypes: form.getAll("eventTypes").join(" ") } };
}
