import { invalid, missingParameter, missingResource } from "../../core/api/errors";
import { customerOf, subscriptionById } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import type { Tx } from "../../core/store/tx";
import { cancelByApi } from "../cancel-by-api";
import { buildSchedule, type Schedule } from "../objects/subscription-schedule";
import { anchorOf } from "../periods";
import { changeToPhase, phaseAt, standIn } from "../schedules/advance";
import { beginSchedule, scheduleFor } from "../schedules/begin";
import { abandonSchedule, isOver, releaseSchedule } from "../schedules/close";
import { takeDiscounts } from "../schedules/discounts";
import { changedPhases, moment, newPhases, phasesOf, secondsOf } from "../schedules/phases";
import { defaultSettings, mergeSettings } from "./schedule-settings";
import { prorationBehavior } from "./subscription-params";

const base = "/v1/subscription_schedules";
const endBehavior = oneOf("cancel", "release");
const createShape = {
  billing_mode: object({ type: required(oneOf("classic", "flexible")) }),
  customer: text,
  default_settings: defaultSettings,
  end_behavior: endBehavior,
  from_subscription: text,
  metadata,
  phases: newPhases,
  start_date: moment,
};

/** Source of the rules: https://docs.stripe.com/billing/subscriptions/subscription-schedules */
export const subscriptionScheduleRoutes: Route[] = [
  route("POST", base, createShape, ({ tx, params }) =>
    params.from_subscription === undefined ? create(tx, params) : createFrom(tx, params.from_subscription, params),
  ),

  route(
    "GET",
    base,
    {
      ...pagination,
      canceled_at: range,
      completed_at: range,
      created: range,
      customer: text,
      released_at: range,
      scheduled: bool,
    },
    ({ tx, params }) => {
      const rows = tx
        .rows("subscription_schedule")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.scheduled !== true || row.status === "not_started")
        .filter((row) => inRange(row.canceled_at ?? 0, params.canceled_at))
        .filter((row) => inRange(row.completed_at ?? 0, params.completed_at))
        .filter((row) => inRange(row.released_at ?? 0, params.released_at))
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, base);
    },
  ),

  route("GET", `${base}/:id`, {}, ({ tx, id }) => scheduleById(tx, id)),

  route(
    "POST",
    `${base}/:id`,
    {
      default_settings: defaultSettings,
      end_behavior: endBehavior,
      metadata,
      phases: changedPhases,
      proration_behavior: prorationBehavior,
    },
    ({ tx, params, id }) => {
      const before = scheduleById(tx, id);
      refuseOver(before, "update");
      const settled = tx.put("subscription_schedule", {
        ...before,
        default_settings: mergeSettings(before.default_settings, params.default_settings),
        end_behavior: params.end_behavior ?? before.end_behavior,
        metadata: mergeMetadata(before.metadata, params.metadata),
      });
      if (params.phases === undefined) return settled;
      const start = secondsOf(params.phases[0]?.start_date, tx.now);
      if (start === undefined) {
        throw invalid(
          "The subscription schedule update is missing at least one phase with a `start_date` to anchor end dates to.",
          "phases",
        );
      }
      const running = tx.get("subscription", before.subscription ?? "");
      const anchor = running === undefined ? start : anchorOf(running);
      const phases = phasesOf(tx, params.phases, {
        start,
        anchor,
        billingMode: before.billing_mode.type,
        customer: before.customer,
        kept: running?.discounts ?? [],
      });
      const planned = tx.put("subscription_schedule", { ...settled, phases });
      if (planned.status === "not_started") {
        tx.schedule("subscription_schedule.phase", id, Math.max(start, tx.now));
        return planned;
      }
      const current = phaseAt(planned, tx.now);
      if (current === undefined) {
        throw invalid("You must include the current phase of an active subscription schedule.", "phases");
      }
      const after = standIn(tx, planned, current);
      takeDiscounts(tx, after.subscription ?? "", current, "running");
      const behavior = params.proration_behavior ?? "create_prorations";
      changeToPhase(tx, after.subscription ?? "", { ...current, billing_cycle_anchor: null }, behavior);
      return tx.need("subscription_schedule", id);
    },
  ),

  route("POST", `${base}/:id/release`, { preserve_cancel_date: bool }, ({ tx, id }) => {
    refuseOver(scheduleById(tx, id), "release");
    return releaseSchedule(tx, id);
  }),

  route("POST", `${base}/:id/cancel`, { invoice_now: bool, prorate: bool }, ({ tx, params, id }) => {
    const schedule = scheduleById(tx, id);
    refuseOver(schedule, "cancel");
    const { invoice_now: invoiceNow = true, prorate = true } = params;
    if (schedule.subscription !== null) cancelByApi(tx, schedule.subscription, { why: {}, invoiceNow, prorate });
    else abandonSchedule(tx, id, false);
    return tx.need("subscription_schedule", id);
  }),
];

export function scheduleById(tx: Tx, id: string): Schedule {
  const row = tx.get("subscription_schedule", id);
  if (row === undefined) throw missingResource("subscription schedule", id);
  return row;
}

function create(tx: Tx, params: Params<typeof createShape>): Schedule {
  if (params.customer === undefined) throw missingParameter("customer");
  if (params.phases === undefined) throw missingParameter("phases");
  if (params.start_date === undefined) throw missingParameter("start_date");
  const customer = customerOf(tx, params.customer, "customer");
  const start = secondsOf(params.start_date, tx.now) ?? tx.now;
  const type = params.billing_mode?.type ?? "flexible";
  const built = buildSchedule({
    id: newId("sub_sched"),
    created: tx.now,
    customer: customer.id,
    testClock: customer.test_clock ?? null,
    billingMode: { flexible: type === "flexible" ? { proration_discounts: "included" } : null, type },
    endBehavior: params.end_behavior ?? "release",
    metadata: mergeMetadata({}, params.metadata),
    defaults: {
      billingCycleAnchor: params.default_settings?.billing_cycle_anchor ?? "automatic",
      collectionMethod: params.default_settings?.collection_method ?? "charge_automatically",
      defaultPaymentMethod: params.default_settings?.default_payment_method ?? null,
      description: params.default_settings?.description ?? null,
      daysUntilDue: params.default_settings?.invoice_settings?.days_until_due ?? null,
    },
    phases: phasesOf(tx, params.phases, {
      start,
      anchor: start,
      billingMode: type,
      customer: customer.id,
      kept: [],
    }),
  });
  const schedule = tx.put("subscription_schedule", built);
  if (phaseAt(schedule, Math.max(tx.now, start)) === undefined) {
    throw invalid("The last phase of a subscription schedule must end in the future.", "phases");
  }
  if (start > tx.now) tx.schedule("subscription_schedule.phase", schedule.id, start);
  else beginSchedule(tx, schedule.id);
  tx.emit("subscription_schedule.created", "subscription_schedule", schedule.id);
  return tx.need("subscription_schedule", schedule.id);
}

function createFrom(tx: Tx, id: string, params: Params<typeof createShape>): Schedule {
  for (const name of [
    "billing_mode",
    "customer",
    "default_settings",
    "end_behavior",
    "phases",
    "start_date",
  ] as const) {
    if (params[name] === undefined) continue;
    throw invalid(
      `You cannot set \`${name}\` if \`from_subscription\` is set. Consider making a separate \`update\` call.`,
      name,
    );
  }
  const subscription = subscriptionById(tx, id, "from_subscription");
  if (subscription.schedule !== null) {
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.schedule}\`.`,
      "from_subscription",
    );
  }
  if (subscription.ended_at !== null || subscription.status === "incomplete") {
    throw invalid(`You cannot migrate a subscription with the status ${subscription.status}.`, "from_subscription");
  }
  return scheduleFor(tx, subscription, mergeMetadata({}, params.metadata));
}

function refuseOver(schedule: Schedule, verb: string): void {
  if (!isOver(schedule)) return;
  throw invalid(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be in ` +
      "`not_started` or `active` status.",
  );
}
