import {
  ArrowUpRight,
  BadgePercent,
  CalendarClock,
  CalendarX2,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  CopyX,
  Gift,
  type LucideIcon,
  Package,
  Receipt,
  RefreshCw,
  Repeat2,
  RotateCcw,
  Scale,
  Sparkles,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { cx } from "@/components/ui/cx";
import type { NewBillingEvent } from "@/lib/billing/new-billing-event";

const GOOD = "text-accent";
const WARN = "text-warn";
const BAD = "text-danger";
const PLAIN = "text-faint";

const icons: Record<NewBillingEvent["type"], [LucideIcon, string]> = {
  subscription_started: [Sparkles, GOOD],
  trial_started: [Sparkles, GOOD],
  trial_refused: [CircleAlert, WARN],
  renewed: [RefreshCw, PLAIN],
  billed: [Receipt, PLAIN],
  collection_paused: [CirclePause, WARN],
  collection_resumed: [RotateCcw, GOOD],
  free_time_given: [Gift, GOOD],
  plan_given: [Gift, GOOD],
  given_plan_ended: [CalendarX2, PLAIN],
  refilled: [CircleCheck, GOOD],
  upgraded: [ArrowUpRight, GOOD],
  changed: [Repeat2, PLAIN],
  change_scheduled: [CalendarClock, PLAIN],
  change_unscheduled: [Undo2, PLAIN],
  cancel_scheduled: [CalendarX2, WARN],
  resumed: [RotateCcw, GOOD],
  subscription_ended: [CalendarX2, PLAIN],
  duplicate_ended: [CopyX, WARN],
  pack_bought: [Package, GOOD],
  payment_failed: [CircleAlert, BAD],
  payment_pending: [Clock, WARN],
  refunded: [Undo2, PLAIN],
  credited: [Undo2, PLAIN],
  refund_failed: [TriangleAlert, WARN],
  dispute_opened: [Scale, WARN],
  dispute_won: [Scale, GOOD],
  dispute_lost: [Scale, BAD],
  referral_rewarded: [Gift, GOOD],
  gift_redeemed: [Gift, GOOD],
  promo_redeemed: [BadgePercent, GOOD],
};

/** An icon per type of billing event. Decorative: the sentence beside it says the same. */
export function EventIcon({ type }: { type: string }) {
  const [Icon, colour] = isKnown(type) ? icons[type] : ([Receipt, PLAIN] as const);
  return <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", colour)} />;
}

function isKnown(type: string): type is NewBillingEvent["type"] {
  return Object.hasOwn(icons, type);
}
