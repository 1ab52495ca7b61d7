import { z } from "zod";
import {
  exampleAdminMeter,
  exampleAdminPack,
  exampleAdminPlan,
  exampleLinkedPrice,
  exampleLinkRequest,
  exampleMeterInput,
  examplePackInput,
  examplePlanInput,
} from "@/lib/api/endpoints/admin-plans/example";
import { adminMeterView, adminPackView, adminPlanView, linkedPriceView } from "@/lib/api/endpoints/admin-plans/view";
import { define } from "@/lib/api/http/definition";
import { page, text } from "@/lib/api/http/schemas";
import { meterInput, packInput, planInput } from "@/lib/catalog/schemas";

const item = z.object({ id: z.uuid() });
const archival = z.strictObject({
  archived: z.boolean().meta({ description: "true takes it off sale, false puts it back on sale." }),
});
/** Two programs that edit at once: the second one is refused instead of undoing what the first one did. */
const expected = z.object({
  version: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, "Must be a version number.")
    .transform(Number)
    .optional()
    .meta({ type: "integer", minimum: 1, description: "The version you change: refused when another one is on sale." }),
});
const pushed = z
  .boolean()
  .meta({ description: "false when Stripe could not be reached: it is saved, and goes on sale once it is pushed." });

export const listPlanCatalogueEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/plans",
  summary: "List all plans",
  description: "The catalogue's plans in their current version, archived ones too, in display order.",
  access: "admin:*",
  success: { status: 200, schema: page(adminPlanView) },
  example: { answer: { data: [exampleAdminPlan], nextCursor: null } },
});

export const createPlanEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/plans",
  summary: "Create a plan",
  description: "It goes on sale at once.",
  access: "admin:*",
  identity: "recent",
  body: planInput,
  success: { status: 201, schema: z.object({ plan: adminPlanView, pushed }) },
  example: { body: examplePlanInput, answer: { plan: exampleAdminPlan, pushed: true } },
  problems: ["key_taken", "free_plan_exists"],
});

export const editPlanEndpoint = define({
  method: "PUT",
  path: "/api/v1/admin/plans/{id}",
  summary: "Edit a plan",
  description:
    "The next version goes on sale. Subscribers keep the version they bought, and no balance changes. Send all fields: those left out get their defaults.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: planInput,
  success: { status: 200, schema: z.object({ plan: adminPlanView, pushed }) },
  example: {
    params: { id: exampleAdminPlan.id },
    body: examplePlanInput,
    answer: { plan: exampleAdminPlan, pushed: true },
  },
  problems: ["changed_meanwhile"],
});

export const archivePlanEndpoint = define({
  method: "PATCH",
  path: "/api/v1/admin/plans/{id}",
  summary: "Archive or restore a plan",
  description: "Subscribers of an archived plan keep it, and their credits keep refilling.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: archival,
  success: { status: 200, schema: z.object({ plan: adminPlanView, pushed }) },
  example: {
    params: { id: exampleAdminPlan.id },
    body: { archived: true },
    answer: { plan: exampleAdminPlan, pushed: true },
  },
  problems: ["free_plan_exists", "changed_meanwhile"],
});

const linkRequest = z.strictObject({
  stripePriceId: text(255).trim().min(1).meta({ description: "The id of a price that exists in Stripe." }),
  dryRun: z.boolean().default(false).meta({ description: "true only checks the price." }),
});
const linkAnswer = z.object({
  price: linkedPriceView,
  linked: z.boolean().meta({ description: "Whether the price sells the item now." }),
  pushed,
});

export const linkPlanPriceEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/plans/{id}/stripe-price",
  summary: "Link an existing Stripe price to a plan",
  description:
    "The plan sells a price that exists in Stripe, instead of one that was created for it. The price must be active and have the plan's amount, currency and interval. Nothing is changed in Stripe. When the current version has another price, the next version gets this one.",
  access: "admin:*",
  identity: "recent",
  params: item,
  body: linkRequest,
  success: { status: 200, schema: linkAnswer },
  example: {
    params: { id: exampleAdminPlan.id },
    body: exampleLinkRequest,
    answer: { price: exampleLinkedPrice, linked: true, pushed: true },
  },
  problems: ["price_does_not_fit"],
});

export const linkPackPriceEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/packs/{id}/stripe-price",
  summary: "Link an existing Stripe price to a pack",
  description:
    "The pack sells a one-time price that exists in Stripe. It must be active and have the pack's amount and currency. Nothing is changed in Stripe.",
  access: "admin:*",
  identity: "recent",
  params: item,
  body: linkRequest,
  success: { status: 200, schema: linkAnswer },
  example: {
    params: { id: exampleAdminPack.id },
    body: exampleLinkRequest,
    answer: { price: { ...exampleLinkedPrice, interval: null }, linked: true, pushed: true },
  },
  problems: ["price_does_not_fit"],
});

export const listPackCatalogueEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/packs",
  summary: "List all packs",
  description: "The catalogue's packs, archived ones too, in display order.",
  access: "admin:*",
  success: { status: 200, schema: page(adminPackView) },
  example: { answer: { data: [exampleAdminPack], nextCursor: null } },
});

export const createPackEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/packs",
  summary: "Create a pack",
  description: "It goes on sale at once.",
  access: "admin:*",
  identity: "recent",
  body: packInput,
  success: { status: 201, schema: z.object({ pack: adminPackView, pushed }) },
  example: { body: examplePackInput, answer: { pack: exampleAdminPack, pushed: true } },
  problems: ["key_taken"],
});

export const editPackEndpoint = define({
  method: "PUT",
  path: "/api/v1/admin/packs/{id}",
  summary: "Edit a pack",
  description:
    "The next version goes on sale. Packs that were sold keep their terms. Send all fields: those left out get their defaults.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: packInput,
  success: { status: 200, schema: z.object({ pack: adminPackView, pushed }) },
  example: {
    params: { id: exampleAdminPack.id },
    body: examplePackInput,
    answer: { pack: exampleAdminPack, pushed: true },
  },
  problems: ["changed_meanwhile"],
});

export const archivePackEndpoint = define({
  method: "PATCH",
  path: "/api/v1/admin/packs/{id}",
  summary: "Archive or restore a pack",
  description: "Credits bought with an archived pack stay.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: archival,
  success: { status: 200, schema: z.object({ pack: adminPackView, pushed }) },
  example: {
    params: { id: exampleAdminPack.id },
    body: { archived: true },
    answer: { pack: exampleAdminPack, pushed: true },
  },
  problems: ["changed_meanwhile"],
});

export const listMeterCatalogueEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/meters",
  summary: "List all meters",
  description: "The rate card in its current version, archived meters too, in display order.",
  access: "admin:*",
  success: { status: 200, schema: page(adminMeterView) },
  example: { answer: { data: [exampleAdminMeter], nextCursor: null } },
});

export const createMeterEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/meters",
  summary: "Create a meter",
  description:
    "It takes spends at once. `cost` is what `perUnits` units cost you, in millionths of the currency's minor unit.",
  access: "admin:*",
  identity: "recent",
  body: meterInput,
  success: { status: 201, schema: z.object({ meter: adminMeterView }) },
  example: { body: exampleMeterInput, answer: { meter: exampleAdminMeter } },
  problems: ["key_taken"],
});

export const editMeterEndpoint = define({
  method: "PUT",
  path: "/api/v1/admin/meters/{id}",
  summary: "Edit a meter",
  description:
    "New spends are charged by the next version. Past spends keep the version they were charged by. Send all fields: those left out get their defaults.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: meterInput,
  success: { status: 200, schema: z.object({ meter: adminMeterView }) },
  example: { params: { id: exampleAdminMeter.id }, body: exampleMeterInput, answer: { meter: exampleAdminMeter } },
  problems: ["changed_meanwhile"],
});

export const archiveMeterEndpoint = define({
  method: "PATCH",
  path: "/api/v1/admin/meters/{id}",
  summary: "Archive or restore a meter",
  description: "An archived meter takes no new spends.",
  access: "admin:*",
  identity: "recent",
  params: item,
  query: expected,
  body: archival,
  success: { status: 200, schema: z.object({ meter: adminMeterView }) },
  example: { params: { id: exampleAdminMeter.id }, body: { archived: true }, answer: { meter: exampleAdminMeter } },
  problems: ["changed_meanwhile"],
});
