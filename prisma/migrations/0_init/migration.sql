-- CreateEnum
CREATE TYPE "role" AS ENUM ('USER', 'ADMIN');

-- CreateEnum
CREATE TYPE "security_token_purpose" AS ENUM ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL');

-- CreateEnum
CREATE TYPE "refill_policy" AS ENUM ('RESET', 'ROLL_OVER', 'ROLL_OVER_CAPPED');

-- CreateEnum
CREATE TYPE "plan_quantity" AS ENUM ('ANY', 'ONE');

-- CreateEnum
CREATE TYPE "billing_interval" AS ENUM ('MONTH', 'YEAR');

-- CreateEnum
CREATE TYPE "rounding" AS ENUM ('UP', 'NEAREST', 'DOWN');

-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('INCOMPLETE', 'INCOMPLETE_EXPIRED', 'TRIALING', 'ACTIVE', 'PAST_DUE', 'UNPAID', 'PAUSED', 'CANCELED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "collection_method" AS ENUM ('AUTOMATIC', 'INVOICE');

-- CreateEnum
CREATE TYPE "version_move_state" AS ENUM ('PENDING', 'SCHEDULED', 'MOVED', 'LEFT', 'CANCELED');

-- CreateEnum
CREATE TYPE "payment_kind" AS ENUM ('SUBSCRIPTION', 'PACK');

-- CreateEnum
CREATE TYPE "payment_origin" AS ENUM ('CHECKOUT', 'INVOICE', 'TOP_UP', 'AUTO_TOP_UP');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('PENDING', 'SUCCEEDED', 'FAILED', 'REFUNDED', 'PARTIALLY_REFUNDED', 'DISPUTED');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('PENDING', 'REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('INQUIRY', 'OPEN', 'WON', 'LOST');

-- CreateEnum
CREATE TYPE "credit_note_status" AS ENUM ('ISSUED', 'VOID');

-- CreateEnum
CREATE TYPE "feature_period" AS ENUM ('WINDOW', 'STANDING');

-- CreateEnum
CREATE TYPE "feature_kind" AS ENUM ('SWITCH', 'LIMIT', 'SET');

-- CreateEnum
CREATE TYPE "feature_verb" AS ENUM ('USE', 'RELEASE');

-- CreateEnum
CREATE TYPE "referral_status" AS ENUM ('PENDING', 'REWARDED', 'REFUSED');

-- CreateEnum
CREATE TYPE "card_claim_purpose" AS ENUM ('TRIAL', 'REFERRAL');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'WITHHELD');

-- CreateEnum
CREATE TYPE "webhook_status" AS ENUM ('PENDING', 'PROCESSED', 'IGNORED', 'FAILED');

-- CreateEnum
CREATE TYPE "verify_scope" AS ENUM ('NEW', 'ALL');

-- CreateEnum
CREATE TYPE "saved_view_list" AS ENUM ('USERS', 'PAYMENTS', 'WEBHOOKS', 'AUDIT');

CREATE TYPE "money_fact" AS ENUM ('PAYMENT', 'REFUND', 'DISPUTE', 'CREDIT', 'FEE');

-- CreateEnum
CREATE TYPE "mrr_movement" AS ENUM ('NEW', 'EXPANSION', 'CONTRACTION', 'CHURN', 'REACTIVATION');

-- CreateEnum
CREATE TYPE "metric_run_kind" AS ENUM ('ROLL_UP', 'REBUILD');

-- CreateEnum
CREATE TYPE "lot_kind" AS ENUM ('PLAN', 'PACK', 'PROMO', 'REFERRAL', 'ADJUSTMENT', 'RETURN');

-- CreateEnum
CREATE TYPE "lot_origin" AS ENUM ('REFILL', 'UPGRADE', 'LATE', 'TRIAL', 'GIVEN', 'PURCHASE', 'BONUS', 'PROMO_CODE', 'REFERRER', 'REFERRED', 'ADJUSTMENT', 'RETURN');

-- CreateEnum
CREATE TYPE "entry_type" AS ENUM ('GRANT', 'USAGE', 'EXPIRY', 'RESET', 'CLAWBACK', 'REINSTATEMENT', 'REVERSAL', 'ADJUSTMENT');

-- CreateEnum
CREATE TYPE "claw_back_cause" AS ENUM ('MONEY_BACK', 'PLAN_CHANGE');

-- CreateEnum
CREATE TYPE "hold_status" AS ENUM ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "name" TEXT,
    "image" TEXT,
    "password_hash" TEXT,
    "role" "role" NOT NULL DEFAULT 'USER',
    "mailbox" TEXT,
    "locked_at" TIMESTAMPTZ(3),
    "session_version" INTEGER NOT NULL DEFAULT 0,
    "deleted_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "stripe_customer_id" TEXT,
    "billing_version" BIGINT NOT NULL DEFAULT 0,
    "referral_code" TEXT,
    "imported_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_note" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "other_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_deletion" (
    "user_id" UUID NOT NULL,
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_deletion_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "former_mailbox" (
    "hash" BYTEA NOT NULL,
    "free_until" TIMESTAMPTZ(3),
    "had_trial" BOOLEAN NOT NULL DEFAULT false,
    "promo_code_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_mailbox_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "sign_in_place" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_try_at" TIMESTAMPTZ(3) NOT NULL,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_place_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sign_in_budget" (
    "key" TEXT NOT NULL,
    "whole_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_budget_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "billing_turn" (
    "user_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "held_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_turn_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "former_customer" (
    "stripe_customer_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_customer_pkey" PRIMARY KEY ("stripe_customer_id")
);

-- CreateTable
CREATE TABLE "saved_card" (
    "user_id" UUID NOT NULL,
    "stripe_payment_method_id" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT,
    "exp_month" INTEGER,
    "exp_year" INTEGER,
    "fingerprint" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_card_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "oauth_account" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "oauth_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "user_agent" TEXT,
    "network" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "second_factor_due" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),
    "viewed_user_id" UUID,
    "view_until" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "security_token_purpose" NOT NULL,
    "hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp_factor" (
    "user_id" UUID NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "totp_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","hash")
);

-- CreateTable
CREATE TABLE "known_device" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("user_id","hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "service" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "is_free" BOOLEAN NOT NULL DEFAULT false,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "stripe_product_id" TEXT,
    "adopts_product" BOOLEAN NOT NULL DEFAULT false,
    "current_version" INTEGER NOT NULL DEFAULT 1,
    "catalogue_hash" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "credits_per_month" BIGINT NOT NULL,
    "refill_policy" "refill_policy" NOT NULL DEFAULT 'RESET',
    "rollover_cap_credits" BIGINT,
    "trial_days" INTEGER NOT NULL DEFAULT 0,
    "trial_credits" BIGINT NOT NULL DEFAULT 0,
    "features" JSONB NOT NULL DEFAULT '[]',
    "quantity" "plan_quantity" NOT NULL DEFAULT 'ANY',
    "limits_per_unit" BOOLEAN NOT NULL DEFAULT false,
    "limits" JSONB NOT NULL DEFAULT '{}',
    "highlighted" BOOLEAN NOT NULL DEFAULT false,
    "estimated_cost_cents" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price" (
    "id" UUID NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "interval" "billing_interval" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "lookup_key" TEXT NOT NULL,
    "stripe_price_id" TEXT,
    "is_adopted" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_pack" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "credits" BIGINT NOT NULL,
    "bonus_credits" BIGINT NOT NULL DEFAULT 0,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "catalogue_hash" TEXT,
    "lookup_key" TEXT NOT NULL,
    "stripe_product_id" TEXT,
    "stripe_price_id" TEXT,
    "adopts_product" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credit_pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meter" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "current_version" INTEGER NOT NULL DEFAULT 1,
    "catalogue_hash" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meter_version" (
    "id" UUID NOT NULL,
    "meter_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "unit" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "per_units" BIGINT NOT NULL,
    "rounding" "rounding" NOT NULL DEFAULT 'UP',
    "minimum_credits" BIGINT NOT NULL DEFAULT 1,
    "cost_micros" BIGINT,
    "cost_currency" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "meter_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "price_id" UUID,
    "stripe_subscription_id" TEXT,
    "comp_until" TIMESTAMPTZ(3),
    "status" "subscription_status" NOT NULL,
    "anchor_at" TIMESTAMPTZ(3) NOT NULL,
    "current_period_start" TIMESTAMPTZ(3) NOT NULL,
    "current_period_end" TIMESTAMPTZ(3),
    "paid_through" TIMESTAMPTZ(3),
    "trial_started_at" TIMESTAMPTZ(3),
    "trial_ends_at" TIMESTAMPTZ(3),
    "trial_is_given" BOOLEAN NOT NULL DEFAULT false,
    "collection" "collection_method" NOT NULL DEFAULT 'AUTOMATIC',
    "collection_paused" BOOLEAN NOT NULL DEFAULT false,
    "collection_resumes_at" TIMESTAMPTZ(3),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "cancel_at" TIMESTAMPTZ(3),
    "canceled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "next_refill_at" TIMESTAMPTZ(3),
    "scheduled_price_id" UUID,
    "scheduled_change_at" TIMESTAMPTZ(3),
    "stripe_schedule_id" TEXT,
    "duplicate" BOOLEAN NOT NULL DEFAULT false,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "scheduled_quantity" INTEGER,
    "without_plan" BOOLEAN NOT NULL DEFAULT false,
    "stripe_drift" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "owed_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_change" (
    "subscription_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" "subscription_status" NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "interval" "billing_interval" NOT NULL,
    "currency" TEXT NOT NULL,
    "mrr_cents" BIGINT NOT NULL,

    CONSTRAINT "subscription_change_pkey" PRIMARY KEY ("subscription_id","at")
);

-- CreateTable
CREATE TABLE "version_move" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "canceled_at" TIMESTAMPTZ(3),

    CONSTRAINT "version_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_move_item" (
    "move_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "from_price_id" UUID NOT NULL,
    "to_price_id" UUID NOT NULL,
    "state" "version_move_state" NOT NULL DEFAULT 'PENDING',
    "note" TEXT,
    "change_at" TIMESTAMPTZ(3),

    CONSTRAINT "version_move_item_pkey" PRIMARY KEY ("move_id","subscription_id")
);

-- CreateTable
CREATE TABLE "paid_period" (
    "id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "stripe_invoice_id" TEXT NOT NULL,
    "stripe_line_id" TEXT NOT NULL,
    "payment_id" UUID,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "is_credit" BOOLEAN NOT NULL DEFAULT false,
    "is_proration" BOOLEAN NOT NULL DEFAULT false,
    "is_given" BOOLEAN NOT NULL DEFAULT false,
    "anchor_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paid_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "payment_kind" NOT NULL,
    "origin" "payment_origin" NOT NULL DEFAULT 'CHECKOUT',
    "status" "payment_status" NOT NULL,
    "description" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "invoiced_cents" INTEGER,
    "balance_cents" INTEGER NOT NULL DEFAULT 0,
    "credited_cents" INTEGER NOT NULL DEFAULT 0,
    "fee_cents" INTEGER,
    "subscription_id" UUID,
    "pack_id" UUID,
    "pack_credits" BIGINT,
    "pack_bonus_credits" BIGINT,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "stripe_checkout_session_id" TEXT,
    "stripe_payment_intent_id" TEXT,
    "stripe_invoice_id" TEXT,
    "stripe_charge_id" TEXT,
    "method_brand" TEXT,
    "method_last4" TEXT,
    "method_fingerprint" BYTEA,
    "receipt_url" TEXT,
    "invoice_url" TEXT,
    "invoice_pdf_url" TEXT,
    "invoice_number" TEXT,
    "failure_message" TEXT,
    "decline_code" TEXT,
    "waits_for_bank" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_part" (
    "payment_id" UUID NOT NULL,
    "stripe_payment_intent_id" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,

    CONSTRAINT "payment_part_pkey" PRIMARY KEY ("payment_id","stripe_payment_intent_id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_refund_id" TEXT NOT NULL,
    "status" "refund_status" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT,
    "failure_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_dispute_id" TEXT NOT NULL,
    "status" "dispute_status" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "fee_cents" INTEGER NOT NULL DEFAULT 0,
    "evidence_due_at" TIMESTAMPTZ(3),
    "needs_response" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_note" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_credit_note_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "status" "credit_note_status" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "balance_cents" INTEGER NOT NULL,
    "out_of_band_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credit_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auto_topup" (
    "user_id" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "threshold_credits" BIGINT NOT NULL,
    "pack_id" UUID NOT NULL,
    "monthly_cap_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "payment_id" UUID,
    "declines" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "stopped_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auto_topup_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "billing_event" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "amount_cents" INTEGER,
    "currency" TEXT,
    "credits" BIGINT,
    "payment_id" UUID,
    "subscription_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feature" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "feature_kind" NOT NULL DEFAULT 'LIMIT',
    "unit" TEXT NOT NULL DEFAULT '',
    "unit_plural" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "per" "feature_period" NOT NULL DEFAULT 'WINDOW',
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "catalogue_hash" TEXT,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "feature_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "feature_usage" (
    "user_id" UUID NOT NULL,
    "feature" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "feature_usage_pkey" PRIMARY KEY ("user_id","feature","window_start")
);

-- CreateTable
CREATE TABLE "feature_use" (
    "user_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "verb" "feature_verb" NOT NULL DEFAULT 'USE',
    "feature" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "used_after" BIGINT NOT NULL,
    "limit" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feature_use_pkey" PRIMARY KEY ("user_id","idempotency_key")
);

-- CreateTable
CREATE TABLE "referral" (
    "id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "referred_id" UUID NOT NULL,
    "status" "referral_status" NOT NULL DEFAULT 'PENDING',
    "reason" TEXT,
    "payment_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_claim" (
    "purpose" "card_claim_purpose" NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "spent_on" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_claim_pkey" PRIMARY KEY ("purpose","fingerprint")
);

-- CreateTable
CREATE TABLE "promo_code" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "credits" BIGINT NOT NULL,
    "credit_days" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "max_redemptions" INTEGER,
    "redemption_count" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promo_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promo_redemption" (
    "promo_code_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promo_redemption_pkey" PRIMARY KEY ("promo_code_id","user_id")
);

-- CreateTable
CREATE TABLE "notification_setting" (
    "user_id" UUID NOT NULL,
    "refilled" BOOLEAN NOT NULL DEFAULT false,
    "low_balance_notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" "mail_status" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_account" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "stripe_account_id" TEXT,
    "mode" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3),
    "moving_to_account" TEXT,
    "moving_to_mode" TEXT,
    "move_began_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_run" (
    "id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "checked" JSONB NOT NULL DEFAULT '{}',
    "drift" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "reconcile_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "api_version" TEXT,
    "customer_id" TEXT,
    "object_id" TEXT,
    "payload" JSONB NOT NULL,
    "status" "webhook_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "replayed_at" TIMESTAMPTZ(3),
    "replay_id" UUID,

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "replay_id" UUID,
    "status" "webhook_status" NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_replay" (
    "id" UUID NOT NULL,
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "webhook_replay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verify_run" (
    "id" UUID NOT NULL,
    "scope" "verify_scope" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "accounts" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,
    "violations" INTEGER NOT NULL,
    "found" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "verify_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "health_alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "notified_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "health_alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "api_key_id" UUID,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,
    "network" TEXT,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "list" "saved_view_list" NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "local_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_account" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "debt" BIGINT NOT NULL DEFAULT 0,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "next_expiry_at" TIMESTAMPTZ(3),
    "keyed_holds" BOOLEAN NOT NULL DEFAULT false,
    "low_balance_threshold" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_lot" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "lot_kind" NOT NULL,
    "origin" "lot_origin" NOT NULL,
    "amount" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "held" BIGINT NOT NULL DEFAULT 0,
    "priority" INTEGER NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "frozen_at" TIMESTAMPTZ(3),
    "source_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "amount_cents" INTEGER,
    "currency" TEXT,
    "payment_id" UUID,
    "subscription_id" UUID,
    "window_start" TIMESTAMPTZ(3),
    "grant_seq" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "rolled_over_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_lot_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "account_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" "entry_type" NOT NULL,
    "amount" BIGINT NOT NULL,
    "balance_before" BIGINT NOT NULL,
    "balance_after" BIGINT NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" BYTEA,
    "allocations" JSONB NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "meter" TEXT,
    "quantity" DECIMAL(20,6),
    "rate_version" INTEGER,
    "metadata" JSONB,
    "actor" TEXT NOT NULL DEFAULT 'system',
    "payment_id" UUID,
    "hold_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "source_key" TEXT,
    "undoes_seq" BIGINT,
    "cause" "claw_back_cause",
    "cause_lot_id" UUID,
    "cause_subscription_id" UUID,
    "cause_window_start" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("account_id","seq")
);

-- CreateTable
CREATE TABLE "credit_hold" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "captured" BIGINT NOT NULL DEFAULT 0,
    "status" "hold_status" NOT NULL DEFAULT 'OPEN',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" BYTEA,
    "allocations" JSONB NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB,
    "actor" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_hold_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "ledger_checkpoint" (
    "account_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "balance" BIGINT NOT NULL,
    "debt" BIGINT NOT NULL,
    "lots" JSONB NOT NULL,
    "holds" UUID[],
    "row_versions" DECIMAL(40,0) NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_checkpoint_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "metric_stale_day" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "metric_stale_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_money" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "kind" "payment_kind" NOT NULL,
    "item_id" TEXT NOT NULL,
    "fact" "money_fact" NOT NULL,
    "cents" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "metric_money_pkey" PRIMARY KEY ("at","currency","kind","item_id","fact")
);

-- CreateTable
CREATE TABLE "metric_money_day" (
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "kind" "payment_kind" NOT NULL,
    "item_id" TEXT NOT NULL,
    "fact" "money_fact" NOT NULL,
    "cents" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "metric_money_day_pkey" PRIMARY KEY ("day","currency","kind","item_id","fact")
);

-- CreateTable
CREATE TABLE "metric_mrr" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "movement" "mrr_movement" NOT NULL,
    "cents" BIGINT NOT NULL,
    "customers" INTEGER NOT NULL,

    CONSTRAINT "metric_mrr_pkey" PRIMARY KEY ("at","currency","movement")
);

-- CreateTable
CREATE TABLE "metric_mrr_day" (
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "movement" "mrr_movement" NOT NULL,
    "cents" BIGINT NOT NULL,
    "customers" INTEGER NOT NULL,

    CONSTRAINT "metric_mrr_day_pkey" PRIMARY KEY ("day","currency","movement")
);

-- CreateTable
CREATE TABLE "metric_credit" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" "entry_type" NOT NULL,
    "basis" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "cents" BIGINT NOT NULL,

    CONSTRAINT "metric_credit_pkey" PRIMARY KEY ("at","type","basis")
);

-- CreateTable
CREATE TABLE "metric_credit_day" (
    "day" DATE NOT NULL,
    "type" "entry_type" NOT NULL,
    "basis" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "cents" BIGINT NOT NULL,

    CONSTRAINT "metric_credit_day_pkey" PRIMARY KEY ("day","type","basis")
);

-- CreateTable
CREATE TABLE "metric_account" (
    "account_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "metric_account_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "metric_snapshot" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metric_snapshot_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "metric_run" (
    "kind" "metric_run_kind" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "entries" BIGINT NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "metric_run_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_mailbox_key" ON "user"("mailbox");

-- CreateIndex
CREATE UNIQUE INDEX "user_external_id_key" ON "user"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_stripe_customer_id_key" ON "user"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_referral_code_key" ON "user"("referral_code");

-- CreateIndex
CREATE INDEX "user_created_at_id_idx" ON "user"("created_at", "id");

-- CreateIndex
CREATE INDEX "user_note_user_id_created_at_idx" ON "user_note"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_place_last_try_at_idx" ON "sign_in_place"("last_try_at");

-- CreateIndex
CREATE INDEX "sign_in_budget_whole_at_idx" ON "sign_in_budget"("whole_at");

-- CreateIndex
CREATE INDEX "former_customer_user_id_idx" ON "former_customer"("user_id");

-- CreateIndex
CREATE INDEX "oauth_account_user_id_idx" ON "oauth_account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_account_provider_provider_account_id_key" ON "oauth_account"("provider", "provider_account_id");

-- CreateIndex
CREATE INDEX "session_user_id_created_at_idx" ON "session"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "session_user_id_last_seen_at_idx" ON "session"("user_id", "last_seen_at");

-- CreateIndex
CREATE INDEX "session_view_until_idx" ON "session"("view_until");

-- CreateIndex
CREATE UNIQUE INDEX "security_token_hash_key" ON "security_token"("hash");

-- CreateIndex
CREATE INDEX "security_token_user_id_purpose_created_at_idx" ON "security_token"("user_id", "purpose", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_user_id_id_idx" ON "api_key"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_key_key" ON "plan"("key");

-- CreateIndex
CREATE UNIQUE INDEX "plan_stripe_product_id_key" ON "plan"("stripe_product_id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_version_plan_id_version_key" ON "plan_version"("plan_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "price_stripe_price_id_key" ON "price"("stripe_price_id");

-- CreateIndex
CREATE INDEX "price_lookup_key_idx" ON "price"("lookup_key");

-- CreateIndex
CREATE UNIQUE INDEX "price_plan_version_id_interval_currency_key" ON "price"("plan_version_id", "interval", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "credit_pack_key_key" ON "credit_pack"("key");

-- CreateIndex
CREATE UNIQUE INDEX "credit_pack_lookup_key_key" ON "credit_pack"("lookup_key");

-- CreateIndex
CREATE UNIQUE INDEX "credit_pack_stripe_product_id_key" ON "credit_pack"("stripe_product_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_pack_stripe_price_id_key" ON "credit_pack"("stripe_price_id");

-- CreateIndex
CREATE UNIQUE INDEX "meter_key_key" ON "meter"("key");

-- CreateIndex
CREATE UNIQUE INDEX "meter_version_meter_id_version_key" ON "meter_version"("meter_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_stripe_subscription_id_key" ON "subscription"("stripe_subscription_id");

-- CreateIndex
CREATE INDEX "subscription_user_id_created_at_idx" ON "subscription"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "subscription_next_refill_at_idx" ON "subscription"("next_refill_at");

-- CreateIndex
CREATE INDEX "subscription_status_idx" ON "subscription"("status");

-- CreateIndex
CREATE INDEX "subscription_plan_version_id_idx" ON "subscription"("plan_version_id");

-- CreateIndex
CREATE INDEX "subscription_change_at_idx" ON "subscription_change"("at");

-- CreateIndex
CREATE INDEX "version_move_version_id_requested_at_idx" ON "version_move"("version_id", "requested_at");

-- CreateIndex
CREATE INDEX "version_move_item_subscription_id_idx" ON "version_move_item"("subscription_id");

-- CreateIndex
CREATE INDEX "version_move_item_move_id_state_idx" ON "version_move_item"("move_id", "state");

-- CreateIndex
CREATE INDEX "paid_period_subscription_id_start_at_idx" ON "paid_period"("subscription_id", "start_at");

-- CreateIndex
CREATE INDEX "paid_period_payment_id_idx" ON "paid_period"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "paid_period_stripe_invoice_id_stripe_line_id_key" ON "paid_period"("stripe_invoice_id", "stripe_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_checkout_session_id_key" ON "payment"("stripe_checkout_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_payment_intent_id_key" ON "payment"("stripe_payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_invoice_id_key" ON "payment"("stripe_invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_charge_id_key" ON "payment"("stripe_charge_id");

-- CreateIndex
CREATE INDEX "payment_user_id_created_at_idx" ON "payment"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "payment_created_at_id_idx" ON "payment"("created_at", "id");

-- CreateIndex
CREATE INDEX "payment_status_created_at_id_idx" ON "payment"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_paid_at_id_idx" ON "payment"("paid_at", "id");

-- CreateIndex
CREATE INDEX "payment_method_fingerprint_idx" ON "payment"("method_fingerprint");

-- CreateIndex
CREATE INDEX "payment_invoice_number_idx" ON "payment"("invoice_number");

-- CreateIndex
CREATE INDEX "payment_part_stripe_payment_intent_id_idx" ON "payment_part"("stripe_payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_refund_id_key" ON "refund"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE INDEX "refund_created_at_idx" ON "refund"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_stripe_dispute_id_key" ON "dispute"("stripe_dispute_id");

-- CreateIndex
CREATE INDEX "dispute_payment_id_idx" ON "dispute"("payment_id");

-- CreateIndex
CREATE INDEX "dispute_created_at_idx" ON "dispute"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_stripe_credit_note_id_key" ON "credit_note"("stripe_credit_note_id");

-- CreateIndex
CREATE INDEX "credit_note_payment_id_idx" ON "credit_note"("payment_id");

-- CreateIndex
CREATE INDEX "credit_note_created_at_idx" ON "credit_note"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "auto_topup_payment_id_key" ON "auto_topup"("payment_id");

-- CreateIndex
CREATE INDEX "billing_event_user_id_occurred_at_id_idx" ON "billing_event"("user_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "billing_event_payment_id_idx" ON "billing_event"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_event_user_id_source_key_key" ON "billing_event"("user_id", "source_key");

-- CreateIndex
CREATE UNIQUE INDEX "referral_referred_id_key" ON "referral"("referred_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_payment_id_key" ON "referral"("payment_id");

-- CreateIndex
CREATE INDEX "referral_referrer_id_created_at_idx" ON "referral"("referrer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "card_claim_purpose_user_id_key" ON "card_claim"("purpose", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_claim_purpose_spent_on_key" ON "card_claim"("purpose", "spent_on");

-- CreateIndex
CREATE UNIQUE INDEX "promo_code_code_key" ON "promo_code"("code");

-- CreateIndex
CREATE INDEX "promo_redemption_user_id_idx" ON "promo_redemption"("user_id");

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "mail_user_id_source_key_key" ON "mail"("user_id", "source_key");

-- CreateIndex
CREATE INDEX "reconcile_run_started_at_idx" ON "reconcile_run"("started_at");

-- CreateIndex
CREATE INDEX "webhook_event_received_at_id_idx" ON "webhook_event"("received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_event_status_received_at_id_idx" ON "webhook_event"("status", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_event_type_received_at_id_idx" ON "webhook_event"("type", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_event_customer_id_received_at_id_idx" ON "webhook_event"("customer_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_event_object_id_idx" ON "webhook_event"("object_id");

-- CreateIndex
CREATE INDEX "webhook_event_replay_id_idx" ON "webhook_event"("replay_id");

-- CreateIndex
CREATE INDEX "webhook_attempt_event_id_id_idx" ON "webhook_attempt"("event_id", "id");

-- CreateIndex
CREATE INDEX "webhook_attempt_replay_id_idx" ON "webhook_attempt"("replay_id");

-- CreateIndex
CREATE INDEX "webhook_attempt_at_idx" ON "webhook_attempt"("at");

-- CreateIndex
CREATE INDEX "verify_run_started_at_idx" ON "verify_run"("started_at");

-- CreateIndex
CREATE INDEX "health_alert_raised_at_idx" ON "health_alert"("raised_at");

-- CreateIndex
CREATE INDEX "audit_log_target_id_created_at_id_idx" ON "audit_log"("target_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_created_at_id_idx" ON "audit_log"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_actor_id_created_at_id_idx" ON "audit_log"("actor_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_action_created_at_id_idx" ON "audit_log"("action", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_list_name_key" ON "saved_view"("list", "name");

-- CreateIndex
CREATE UNIQUE INDEX "credit_account_user_id_key" ON "credit_account"("user_id");

-- CreateIndex
CREATE INDEX "credit_account_next_expiry_at_idx" ON "credit_account"("next_expiry_at");

-- CreateIndex
CREATE UNIQUE INDEX "credit_lot_account_id_source_key_key" ON "credit_lot"("account_id", "source_key");

-- CreateIndex
CREATE INDEX "ledger_entry_created_at_idx" ON "ledger_entry" USING BRIN ("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_account_id_idempotency_key_key" ON "ledger_entry"("account_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "credit_hold_account_id_idempotency_key_key" ON "credit_hold"("account_id", "idempotency_key");

-- AddForeignKey
ALTER TABLE "user_note" ADD CONSTRAINT "user_note_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_deletion" ADD CONSTRAINT "account_deletion_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_turn" ADD CONSTRAINT "billing_turn_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_customer" ADD CONSTRAINT "former_customer_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_card" ADD CONSTRAINT "saved_card_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_account" ADD CONSTRAINT "oauth_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "security_token" ADD CONSTRAINT "security_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp_factor" ADD CONSTRAINT "totp_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meter_version" ADD CONSTRAINT "meter_version_meter_id_fkey" FOREIGN KEY ("meter_id") REFERENCES "meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_price_id_fkey" FOREIGN KEY ("price_id") REFERENCES "price"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_scheduled_price_id_fkey" FOREIGN KEY ("scheduled_price_id") REFERENCES "price"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_change" ADD CONSTRAINT "subscription_change_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_move" ADD CONSTRAINT "version_move_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_move_item" ADD CONSTRAINT "version_move_item_move_id_fkey" FOREIGN KEY ("move_id") REFERENCES "version_move"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_move_item" ADD CONSTRAINT "version_move_item_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_move_item" ADD CONSTRAINT "version_move_item_from_price_id_fkey" FOREIGN KEY ("from_price_id") REFERENCES "price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_move_item" ADD CONSTRAINT "version_move_item_to_price_id_fkey" FOREIGN KEY ("to_price_id") REFERENCES "price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "credit_pack"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_part" ADD CONSTRAINT "payment_part_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note" ADD CONSTRAINT "credit_note_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_topup" ADD CONSTRAINT "auto_topup_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_topup" ADD CONSTRAINT "auto_topup_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "credit_pack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_event" ADD CONSTRAINT "billing_event_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referrer_id_fkey" FOREIGN KEY ("referrer_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referred_id_fkey" FOREIGN KEY ("referred_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_claim" ADD CONSTRAINT "card_claim_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_redemption" ADD CONSTRAINT "promo_redemption_promo_code_id_fkey" FOREIGN KEY ("promo_code_id") REFERENCES "promo_code"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_redemption" ADD CONSTRAINT "promo_redemption_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_event" ADD CONSTRAINT "webhook_event_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "webhook_replay"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "webhook_replay"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_account" ADD CONSTRAINT "credit_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_lot" ADD CONSTRAINT "credit_lot_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credit_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_hold" ADD CONSTRAINT "credit_hold_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credit_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what the schema file cannot say
-- prisma/rules.sql has all of it as a database tells it; a test holds them equal.

-- Prisma's lists may be null in the database.
ALTER TABLE api_key ALTER COLUMN scopes SET NOT NULL;
ALTER TABLE former_mailbox ALTER COLUMN promo_code_ids SET NOT NULL;
ALTER TABLE subscription ALTER COLUMN stripe_drift SET NOT NULL;

-- ---------------------------------------------------------------- checks

ALTER TABLE api_key
  ADD CONSTRAINT api_key_hash_check CHECK (octet_length(hash) = 32),
  -- Times that people name lie in the years 1970 to 2200 (lib/time-bounds.ts).
  ADD CONSTRAINT api_key_expires_at_bounds
    CHECK (expires_at >= '1970-01-01T00:00:00Z' AND expires_at < '2201-01-01T00:00:00Z');

ALTER TABLE former_mailbox
  ADD CONSTRAINT former_mailbox_hash_check CHECK (octet_length(hash) = 32);

ALTER TABLE meter_version
  ADD CONSTRAINT meter_version_version_check CHECK (version > 0),
  ADD CONSTRAINT meter_version_credits_check CHECK (credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT meter_version_per_units_check CHECK (per_units BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT meter_version_minimum_check CHECK (minimum_credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT meter_version_cost_check CHECK (
    (cost_micros IS NULL) = (cost_currency IS NULL) AND cost_micros BETWEEN 0 AND 1000000000000000
  );

ALTER TABLE subscription
  ADD CONSTRAINT subscription_scheduled_check CHECK ((scheduled_price_id IS NULL) = (scheduled_change_at IS NULL)),
  ADD CONSTRAINT subscription_quantity_check CHECK (quantity >= 0),
  ADD CONSTRAINT subscription_scheduled_quantity_check CHECK (scheduled_quantity >= 0);

ALTER TABLE paid_period
  ADD CONSTRAINT paid_period_time_check CHECK (start_at < end_at);

ALTER TABLE payment
  ADD CONSTRAINT payment_balance_cents_check CHECK (balance_cents >= 0),
  ADD CONSTRAINT payment_credited_cents_check CHECK (credited_cents >= 0);

ALTER TABLE payment_part
  ADD CONSTRAINT payment_part_amount_cents_check CHECK (amount_cents >= 0);

ALTER TABLE refund
  ADD CONSTRAINT refund_amount_cents_check CHECK (amount_cents > 0);

ALTER TABLE dispute
  ADD CONSTRAINT dispute_amount_cents_check CHECK (amount_cents > 0);

ALTER TABLE credit_note
  ADD CONSTRAINT credit_note_amounts_check
    CHECK (balance_cents >= 0 AND out_of_band_cents >= 0 AND balance_cents + out_of_band_cents <= amount_cents);

ALTER TABLE stripe_account
  ADD CONSTRAINT stripe_account_id_check CHECK (id = 1),
  ADD CONSTRAINT stripe_account_mode_check CHECK (mode IN ('test', 'live')),
  ADD CONSTRAINT stripe_account_moving_to_mode_check CHECK (moving_to_mode IN ('test', 'live')),
  ADD CONSTRAINT stripe_account_check CHECK ((move_began_at IS NULL) = (moving_to_mode IS NULL));

ALTER TABLE auto_topup
  ADD CONSTRAINT auto_topup_threshold_check CHECK (threshold_credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT auto_topup_monthly_cap_check CHECK (monthly_cap_cents > 0),
  ADD CONSTRAINT auto_topup_declines_check CHECK (declines >= 0);

ALTER TABLE feature_usage
  ADD CONSTRAINT feature_usage_used_check CHECK (used >= 0);

ALTER TABLE feature_use
  ADD CONSTRAINT feature_use_quantity_check CHECK (quantity > 0);

ALTER TABLE referral
  ADD CONSTRAINT referral_self_check CHECK (referrer_id <> referred_id),
  ADD CONSTRAINT referral_reason_check
    CHECK (reason IN ('cap_reached', 'own_card', 'card_already_rewarded', 'unidentified_method'));

ALTER TABLE promo_code
  ADD CONSTRAINT promo_code_code_check CHECK (code = upper(code) AND length(code) BETWEEN 3 AND 40),
  ADD CONSTRAINT promo_code_credits_check CHECK (credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT promo_code_credit_days_check CHECK (credit_days > 0),
  ADD CONSTRAINT promo_code_expires_at_bounds
    CHECK (expires_at >= '1970-01-01T00:00:00Z' AND expires_at < '2201-01-01T00:00:00Z'),
  ADD CONSTRAINT promo_code_max_redemptions_check CHECK (max_redemptions > 0),
  ADD CONSTRAINT promo_code_redemption_count_check
    CHECK (redemption_count BETWEEN 0 AND coalesce(max_redemptions, redemption_count));

-- The ledger: tables guard themselves with checks, and everything that moves credits is a function, so that locking,
-- checking, burning and appending are one round trip.

ALTER TABLE credit_account
  ADD CONSTRAINT credit_account_held_check CHECK (held >= 0),
  ADD CONSTRAINT credit_account_debt_check CHECK (debt >= 0),
  ADD CONSTRAINT credit_account_seq_check CHECK (seq >= 0),
  -- balance + debt is what the lots hold together, and holds pin no more than that.
  ADD CONSTRAINT credit_account_balance_check CHECK (balance + debt >= held),
  ADD CONSTRAINT credit_account_low_balance_threshold_check CHECK (low_balance_threshold >= 0);

ALTER TABLE credit_lot
  -- 10^15 is exact as a JSON number, which the allocations of entries are.
  ADD CONSTRAINT credit_lot_amount_check CHECK (amount BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT credit_lot_remaining_check CHECK (0 <= held AND held <= remaining AND remaining <= amount),
  ADD CONSTRAINT credit_lot_closed_check CHECK ((closed_at IS NULL) = (remaining > 0)),
  ADD CONSTRAINT credit_lot_expires_check CHECK (expires_at > effective_at),
  ADD CONSTRAINT credit_lot_amount_cents_check CHECK (amount_cents >= 0),
  ADD CONSTRAINT credit_lot_grant_seq_check CHECK (grant_seq > 0);

ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_seq_check CHECK (seq > 0),
  ADD CONSTRAINT ledger_entry_balance_check CHECK (balance_after = balance_before + amount),
  ADD CONSTRAINT ledger_entry_sign_check CHECK (
    CASE
      WHEN type IN ('GRANT', 'REINSTATEMENT', 'REVERSAL') THEN amount > 0
      WHEN type IN ('USAGE', 'EXPIRY', 'RESET', 'CLAWBACK') THEN amount < 0
      -- Nothing, when lots pay debt: the balance counts both.
      ELSE amount <> 0 OR allocations @? '$[*].debt'
    END
  ),
  ADD CONSTRAINT ledger_entry_allocations_check CHECK (jsonb_typeof(allocations) = 'array'),
  ADD CONSTRAINT ledger_entry_idempotency_check CHECK (
    idempotency_key IS NULL OR (length(idempotency_key) BETWEEN 1 AND 255 AND request_hash IS NOT NULL)
  ),
  ADD CONSTRAINT ledger_entry_undoes_check CHECK (undoes_seq < seq);

ALTER TABLE credit_hold
  ADD CONSTRAINT credit_hold_amount_check CHECK (amount > 0),
  ADD CONSTRAINT credit_hold_captured_check CHECK (captured >= 0),
  ADD CONSTRAINT credit_hold_closed_check CHECK ((closed_at IS NULL) = (status = 'OPEN')),
  ADD CONSTRAINT credit_hold_allocations_check CHECK (jsonb_typeof(allocations) = 'array'),
  ADD CONSTRAINT credit_hold_idempotency_check CHECK (
    idempotency_key IS NULL OR (length(idempotency_key) BETWEEN 1 AND 255 AND request_hash IS NOT NULL)
  );

-- ---------------------------------------------------------------- indexes and storage

-- Open lots in burn order. Its predicate is closed_at and not `remaining > 0`, so that burning part of a lot touches
-- no index and the new row version can stay on its page.
CREATE INDEX credit_lot_open_idx ON credit_lot (account_id, priority, expires_at, grant_seq) WHERE closed_at IS NULL;
CREATE INDEX credit_lot_payment_idx ON credit_lot (account_id, payment_id) WHERE payment_id IS NOT NULL;

-- New blocks are found as soon as they are full, and not when the table is next vacuumed.
ALTER INDEX ledger_entry_created_at_idx SET (autosummarize = on);

-- History filtered by a type that is rare beside usage. Debits touch this and the next three never.
CREATE INDEX ledger_entry_type_idx ON ledger_entry (account_id, type, seq) WHERE type <> 'USAGE';
CREATE UNIQUE INDEX ledger_entry_source_key ON ledger_entry (account_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX ledger_entry_undoes_idx ON ledger_entry (account_id, undoes_seq) WHERE undoes_seq IS NOT NULL;
-- A hold is captured once, whatever the functions do.
CREATE UNIQUE INDEX ledger_entry_hold_key ON ledger_entry (account_id, hold_id) WHERE hold_id IS NOT NULL;

-- An account's open holds. The sweep finds accounts by next_expiry_at.
CREATE INDEX credit_hold_open_idx ON credit_hold (account_id, expires_at) WHERE status = 'OPEN';

-- The jobs that send what waits and that look for low balances see only the few rows that can matter to them.
CREATE INDEX mail_queued_idx ON mail (created_at) WHERE status = 'QUEUED';
CREATE INDEX credit_account_low_balance_idx ON credit_account (id) WHERE low_balance_threshold IS NOT NULL;
CREATE INDEX audit_log_changes_idx ON audit_log (created_at, id) WHERE target_id <> 'unknown' AND target_id IS DISTINCT FROM actor_id::text;
CREATE INDEX user_locked_idx ON "user" (created_at, id) WHERE locked_at IS NOT NULL;
CREATE INDEX credit_account_debt_idx ON credit_account (user_id) WHERE debt > 0;
CREATE INDEX account_deletion_unfinished_idx ON account_deletion (requested_at) WHERE finished_at IS NULL;

-- What a month's automatic top-ups came to is asked before each.
CREATE INDEX payment_auto_topup_idx ON payment (user_id, created_at) WHERE origin = 'AUTO_TOP_UP';

-- What the admin pages count on every view.
CREATE INDEX dispute_needs_response_idx ON dispute (evidence_due_at) WHERE needs_response;

-- One alert of a kind is open at a time.
CREATE UNIQUE INDEX health_alert_open_idx ON health_alert (kind) WHERE cleared_at IS NULL;

-- What is left to purge; both indexes are empty of what is older than the retention.
CREATE INDEX webhook_event_with_payload_idx ON webhook_event (processed_at)
  WHERE processed_at IS NOT NULL AND NOT payload ? 'scrubbed';
CREATE INDEX mail_with_text_idx ON mail (created_at) WHERE status <> 'QUEUED' AND "to" <> '';

-- Events that name no customer but a payment, to find those of an account that is deleted. A hash index, because the
-- value may be of any length.
CREATE INDEX webhook_event_payment_intent_idx ON webhook_event
  USING hash ((payload #>> '{data,object,payment_intent}')) WHERE customer_id IS NULL;

ALTER TABLE credit_account SET (fillfactor = 70);
ALTER TABLE credit_lot SET (fillfactor = 70);

-- ---------------------------------------------------------------- what functions answer

CREATE TYPE ledger_grant_result AS (granted boolean, lot credit_lot);

CREATE TYPE ledger_debit_result AS (outcome text, balance bigint, available bigint, entry ledger_entry);

CREATE TYPE ledger_hold_result AS (outcome text, balance bigint, available bigint, hold credit_hold);

CREATE TYPE ledger_capture_result AS (
  outcome text, balance bigint, available bigint, hold credit_hold, entry ledger_entry
);

CREATE TYPE ledger_reverse_result AS (
  outcome text, balance bigint, available bigint, reversible bigint, entry ledger_entry
);

CREATE TYPE ledger_fact_result AS (appended boolean, entry ledger_entry);

CREATE TYPE ledger_reinstate_result AS (outcome text, reinstatable bigint, entry ledger_entry);

-- What came of one item, or, with item null, of all the debits of one account, which then were taken from its first lot
-- one after another: balance, available and last_seq are those before the first of them. Outcomes beside those of
-- ledger_debit and ledger_capture_hold: busy, when another transaction has the account and p_wait is not set: nothing was
-- done for it.
CREATE TYPE ledger_spend_result AS (
  item integer,
  account integer,
  outcome text,
  balance bigint,
  available bigint,
  last_seq bigint,
  lot uuid,
  hold_amount bigint,
  hold_status hold_status,
  entry ledger_entry
);

-- An item of a batch that is done by itself: its place in the batch, the number and id of its account, and what was asked
-- for. A hold is null for a debit.
CREATE TYPE ledger_spend_item AS (
  nth integer,
  no integer,
  account uuid,
  hold uuid,
  amount bigint,
  key text,
  hash bytea,
  description text,
  meter text,
  quantity numeric,
  rate_version integer,
  metadata jsonb,
  actor text,
  at timestamptz
);

-- ---------------------------------------------------------------- functions (prisma/functions)

-- They call each other, so none is checked until all are there.
SET check_function_bodies = off;

-- The channel `balances` says whose balance moved: ids of accounts, with commas between them, or * for anyone's.
-- Notifications go out when the change commits.
--
-- Commits that notify wait for one another, so spends and new holds must not: the process that made them announces them,
-- many at a time (lib/ledger/announce-balances.ts). What is rare is announced by triggers, where no path to it can forget;
-- their WHEN clauses keep the functions away from every debit and capture.
CREATE OR REPLACE FUNCTION balance_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', NEW.account_id::text);
  RETURN NULL;
END
$$;

-- A balance is shown with its next refill and the end of its plan's credits, which the subscription tells.
CREATE OR REPLACE FUNCTION balance_announce_subscriber() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', id::text) FROM credit_account WHERE user_id = NEW.user_id;
  RETURN NULL;
END
$$;

-- Local mode: when the clock moves, credits expire and holds end everywhere.
CREATE OR REPLACE FUNCTION balance_announce_all() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', '*');
  RETURN NULL;
END
$$;

-- Processes keep what a key may do in memory. Whatever changes that is announced here, by triggers, so that no path to
-- it can forget: the API, an admin's page, a statement typed by hand. Notifications go out when the change commits.
CREATE OR REPLACE FUNCTION api_key_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'key:' || OLD.prefix);
  RETURN NULL;
END
$$;

-- A user's role, lock, session version or deletion: streams and caches hear at once that sessions or tokens ended.
CREATE OR REPLACE FUNCTION user_announce_standing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || OLD.id);
  RETURN NULL;
END
$$;

-- A session that ended, whichever way it did.
CREATE OR REPLACE FUNCTION session_announce_end() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || NEW.user_id);
  RETURN NULL;
END
$$;

-- Whether an admin has a second factor decides what their keys may do, and processes keep that in memory: announced as a
-- role is.
CREATE OR REPLACE FUNCTION totp_factor_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || COALESCE(NEW.user_id, OLD.user_id));
  RETURN NULL;
END
$$;

-- Whose an account is, and what it held after its last entry, for the statements of other rooms to join. As cheap as the table:
-- Postgres puts this text in its place.
CREATE OR REPLACE FUNCTION ledger_accounts() RETURNS TABLE (id uuid, user_id uuid, balance bigint, debt bigint)
LANGUAGE sql STABLE AS $$
  SELECT account.id, account.user_id, account.balance, account.debt FROM credit_account AS account;
$$;

-- Adds a lot, or takes as a debit would and, if p_may_owe, the rest as debt. Outcomes: adjusted, replayed,
-- insufficient_credits, idempotency_key_reused, unknown_account; and balance_out_of_range, when the account has no room or
-- would owe too much.
CREATE OR REPLACE FUNCTION ledger_adjust(
  p_account uuid,
  p_amount bigint,
  p_may_owe boolean,
  p_priority integer,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_reason text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_debit_result;
  first_answer ledger_entry;
  lot_id uuid := ledger_uuid7(p_now);
  to_debt bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount < 0 AND -p_amount > result.available AND NOT p_may_owe THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;
  IF NOT ledger_has_room(acc, p_amount - least(acc.debt, p_amount))
    OR acc.debt - p_amount - result.available > ledger_max_balance()
  THEN
    result.outcome := 'balance_out_of_range';
    RETURN result;
  END IF;

  IF p_amount > 0 THEN
    to_debt := least(acc.debt, p_amount);
    INSERT INTO credit_lot (
      account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
      grant_seq, closed_at, created_at
    )
    VALUES (
      p_account, lot_id, 'ADJUSTMENT', 'ADJUSTMENT', p_amount, p_amount - to_debt, p_priority, p_now, p_expires_at,
      format('adjustment:%s', acc.seq + 1), p_reason, acc.seq + 1, CASE WHEN to_debt = p_amount THEN p_now END, p_now
    );
    IF to_debt > 0 THEN
      allocations := jsonb_build_array(jsonb_build_object('debt', to_debt));
    END IF;
    IF p_amount > to_debt THEN
      allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', p_amount - to_debt);
    END IF;
  ELSE
    allocations := ledger_take(p_account, -p_amount, NULL, NULL, p_now);
    to_debt := p_amount - ledger_sum(allocations);
    IF to_debt < 0 THEN
      allocations := allocations || jsonb_build_object('debt', to_debt);
    END IF;
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'ADJUSTMENT', p_amount, acc.balance, acc.balance + p_amount, p_key, p_hash, allocations,
    p_reason, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account
  SET balance = balance + p_amount,
      debt = debt - to_debt,
      seq = seq + 1,
      next_expiry_at = CASE WHEN p_amount > to_debt THEN least(next_expiry_at, p_expires_at) ELSE next_expiry_at END,
      updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  result.outcome := 'adjusted';
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- What a debit may take from a locked, settled account: the spendable lots' unpinned credits less the debt.
CREATE OR REPLACE FUNCTION ledger_available(p_locked credit_account, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT greatest(coalesce(sum(free), 0)::bigint - p_locked.debt, 0)
  FROM ledger_burn_order(p_locked.id, NULL, NULL, p_now)
  WHERE spendable;
$$;

-- What each account can spend, for the jobs of other rooms that look for accounts which need something: below 0 while more is
-- owed than is there. A first look that locks and settles nothing: credits of a hold past its time may be free again, which
-- `has_overdue_hold` says. Postgres puts this text in its place, and reads only the accounts and columns that are asked for.
CREATE OR REPLACE FUNCTION ledger_balances(p_now timestamptz)
RETURNS TABLE (account_id uuid, user_id uuid, spendable bigint, low_balance_threshold bigint, has_overdue_hold boolean)
LANGUAGE sql STABLE AS $$
  SELECT
    account.id, account.user_id, lots.free - account.debt, account.low_balance_threshold,
    account.held > 0 AND EXISTS (
      SELECT FROM credit_hold AS hold
      WHERE hold.account_id = account.id AND hold.status = 'OPEN' AND hold.expires_at <= p_now
    )
  FROM credit_account AS account
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(lot.remaining - lot.held), 0)::bigint AS free
    FROM credit_lot AS lot
    WHERE lot.account_id = account.id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
      AND lot.effective_at <= p_now AND (lot.expires_at IS NULL OR lot.expires_at > p_now)
  ) AS lots;
$$;

-- The open lots of a settled account that have something free, in the order they burn: those that are named by their
-- payment or id first, frozen or not; then those that have begun before those that have not; of these the lower priority,
-- the sooner end, the older. `spendable` are those that a spend may take from.
--
-- This is the one place of the order and of what may be spent, with two exceptions. ledger_spend_many finds the first lots of
-- many accounts at once; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn order",
-- holds it equal. getBalance (lib/ledger/queries.ts) reads accounts that are not settled yet;
-- lib/ledger/model.test.ts holds it equal.
CREATE OR REPLACE FUNCTION ledger_burn_order(
  p_account uuid,
  -- Null for a spend: no lot is named.
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS TABLE (id uuid, free bigint, spendable boolean)
-- One SELECT and STABLE, so that the planner sees through it.
LANGUAGE sql STABLE AS $$
  SELECT
    id,
    remaining - held,
    frozen_at IS NULL AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL)
  FROM (
    SELECT *, coalesce(payment_id = p_payment, false) OR coalesce(id = ANY (p_lots), false) AS named
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND remaining > held
  ) AS open
  WHERE named OR frozen_at IS NULL
  ORDER BY named DESC, effective_at > p_now, priority, expires_at, grant_seq;
$$;

-- Takes p_amount (null: what is held) from the pins, in the order they were placed, and any excess as a debit would;
-- closes the hold and frees the rest. Outcomes: captured, replayed, unknown_account, unknown_hold, hold_not_open,
-- exceeds_capture_limit, insufficient_credits (available then counts the pins too), idempotency_key_reused.
CREATE OR REPLACE FUNCTION ledger_capture_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  -- A capture takes at most this many times what is held.
  p_limit integer,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_capture_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_capture_result;
  first_answer ledger_entry;
  held credit_hold;
  asked bigint;
  excess bigint;
  taken jsonb;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.hold := held;

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR p_key IS DISTINCT FROM held.idempotency_key AND ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  asked := coalesce(p_amount, held.amount);
  excess := asked - held.amount;
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    WHEN asked > held.amount::numeric * p_limit THEN 'exceeds_capture_limit'
    WHEN excess > result.available THEN 'insufficient_credits'
    ELSE 'captured'
  END;
  IF result.outcome <> 'captured' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN held.amount ELSE 0 END;
    RETURN result;
  END IF;

  PERFORM ledger_close_hold(acc, held, 'CAPTURED', p_now, p_now);
  UPDATE credit_hold SET captured = asked WHERE account_id = p_account AND id = p_hold RETURNING * INTO held;

  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO taken
  FROM (
    SELECT
      part ->> 'lot' AS lot,
      turn,
      least((part ->> 'amount')::bigint, asked - (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn) - (part ->> 'amount')::bigint))::bigint AS amount
    FROM jsonb_array_elements(held.allocations) WITH ORDINALITY AS pin (part, turn)
  ) AS pinned
  WHERE amount > 0;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(taken) AS part
  WHERE lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid;

  IF excess > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', amount) ORDER BY turn) INTO taken
    FROM (
      SELECT part ->> 'lot' AS lot, min(turn) AS turn, sum((part ->> 'amount')::bigint)::bigint AS amount
      FROM jsonb_array_elements(taken || ledger_take(p_account, excess, NULL, NULL, p_now))
        WITH ORDINALITY AS parts (part, turn)
      GROUP BY 1
    ) AS merged;
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, hold_id, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -asked, acc.balance, acc.balance - asked, p_key, p_hash, taken,
    coalesce(nullif(p_description, ''), held.description), p_meter, p_quantity, p_rate_version, coalesce(p_metadata, held.metadata),
    p_actor, p_hold, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account SET balance = balance - asked, seq = seq + 1 WHERE id = p_account RETURNING * INTO acc;

  PERFORM ledger_end_over_cap(acc, held, p_now);
  acc := ledger_freed(p_account, p_now);
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- Takes back p_amount once per source key: from the named lots first, then from what else is free, and the rest as
-- debt. Pins stay. A named lot that has nothing more to give is no longer frozen, so that what comes back to it later
-- pays the debt. The cause says what it settles; what is reinstated of it keeps the cause.
CREATE OR REPLACE FUNCTION ledger_claw_back(
  p_account uuid,
  p_amount bigint,
  p_source_key text,
  p_cause claw_back_cause,
  p_cause_lot uuid,
  p_cause_subscription uuid,
  p_cause_window timestamptz,
  p_payment uuid,
  p_lots uuid[],
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_fact_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  entry ledger_entry;
  allocations jsonb;
  owed bigint;
BEGIN
  SELECT * INTO entry FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    RETURN (false, entry);
  END IF;

  allocations := ledger_take(p_account, p_amount, p_payment, p_lots, p_now);
  owed := p_amount + ledger_sum(allocations);
  IF owed > 0 THEN
    allocations := allocations || jsonb_build_object('debt', -owed);
  END IF;
  UPDATE credit_lot
  SET frozen_at = NULL
  WHERE account_id = p_account AND frozen_at IS NOT NULL AND remaining = held
    AND (payment_id = p_payment OR id = ANY (p_lots));

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, source_key, allocations, description, actor,
    payment_id, created_at, cause, cause_lot_id, cause_subscription_id, cause_window_start
  )
  VALUES (
    p_account, acc.seq + 1, 'CLAWBACK', -p_amount, acc.balance, acc.balance - p_amount, p_source_key, allocations,
    p_description, p_actor, p_payment, p_now, p_cause, p_cause_lot, p_cause_subscription, p_cause_window
  )
  RETURNING * INTO entry;
  UPDATE credit_account
  SET balance = balance - p_amount, debt = debt + owed, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;
  RETURN (true, entry);
END;
$$;

-- Closes a hold that is open and frees its pins; what then has to expire or pay debt is the caller's to see to.
CREATE OR REPLACE FUNCTION ledger_close_hold(
  p_locked credit_account,
  p_hold credit_hold,
  p_status hold_status,
  p_closed_at timestamptz,
  p_now timestamptz
) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
BEGIN
  UPDATE credit_lot AS lot
  SET held = held - (part ->> 'amount')::bigint
  FROM jsonb_array_elements(p_hold.allocations) AS part
  WHERE lot.account_id = p_locked.id AND lot.id = (part ->> 'lot')::uuid;
  UPDATE credit_hold SET status = p_status, closed_at = p_closed_at WHERE account_id = p_locked.id AND id = p_hold.id;
  UPDATE credit_account SET held = held - p_hold.amount, updated_at = p_now WHERE id = p_locked.id RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- A pin may say that so much of it `ends` as soon as it is free: a refill found it beyond what rolls over. A capture
-- takes that first. To be called once the hold is closed, and what it captured is taken.
CREATE OR REPLACE FUNCTION ledger_end_over_cap(p_locked credit_account, p_closed credit_hold, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  ended jsonb;
BEGIN
  IF NOT p_closed.allocations @? '$[*].ends' THEN
    RETURN acc;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO ended
  FROM (
    SELECT lot, turn, ends - least(greatest(p_closed.captured - (total - pinned), 0), pinned) AS amount
    FROM (
      SELECT
        part ->> 'lot' AS lot,
        turn,
        (part ->> 'amount')::bigint AS pinned,
        coalesce((part ->> 'ends')::bigint, 0) AS ends,
        (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn))::bigint AS total
      FROM jsonb_array_elements(p_closed.allocations) WITH ORDINALITY AS pins (part, turn)
    ) AS pin
  ) AS freed
  WHERE amount > 0;
  IF ended IS NULL THEN
    RETURN acc;
  END IF;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(ended) AS part
  WHERE lot.account_id = acc.id AND lot.id = (part ->> 'lot')::uuid;
  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, created_at
  )
  VALUES (
    acc.id, acc.seq + 1, 'RESET', ledger_sum(ended), acc.balance, acc.balance + ledger_sum(ended), ended,
    'Held over a refill, beyond what rolls over', p_now
  );
  UPDATE credit_account SET balance = balance + ledger_sum(ended), seq = seq + 1, updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- Outcomes: debited, replayed, insufficient_credits, idempotency_key_reused, unknown_account; and busy, when another
-- transaction has the account and p_wait is not set. A refusal stores nothing of the request.
CREATE OR REPLACE FUNCTION ledger_debit(
  p_wait boolean,
  p_account uuid,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
  first_answer ledger_entry;
  result ledger_debit_result;
  lot record;
  taken bigint;
  burned jsonb := '[]';
  burned_total bigint := 0;
BEGIN
  IF NOT p_wait THEN
    PERFORM FROM credit_account WHERE id = p_account FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      result.outcome := 'busy';
      RETURN result;
    END IF;
  END IF;
  acc := ledger_lock(p_account, p_now);
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;

  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  IF p_key IS NOT NULL THEN
    SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
    IF FOUND AND first_answer.request_hash = p_hash THEN
      result.outcome := 'replayed';
      result.entry := first_answer;
      RETURN result;
    ELSIF FOUND THEN
      result.outcome := 'idempotency_key_reused';
      RETURN result;
    ELSIF acc.keyed_holds THEN
      PERFORM FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
      IF FOUND THEN
        result.outcome := 'idempotency_key_reused';
        RETURN result;
      END IF;
    END IF;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
  LOOP
    taken := least(lot.free, p_amount - burned_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    burned := burned || jsonb_build_object('lot', lot.id, 'amount', -taken);
    burned_total := burned_total + taken;
    EXIT WHEN burned_total = p_amount;
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -p_amount, acc.balance, acc.balance - p_amount, p_key, p_hash, burned,
    p_description, p_meter, p_quantity, p_rate_version, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account
  SET balance = balance - p_amount, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'debited';
  result.balance := result.balance - p_amount;
  result.available := result.available - p_amount;
  result.entry := first_answer;
  RETURN result;
END;
$$;

-- Returns how many entries were appended.
CREATE OR REPLACE FUNCTION ledger_expire(p_account uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  settled credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  settled := ledger_settle(locked, p_now);
  RETURN settled.seq - locked.seq;
END;
$$;

-- Skips locked accounts rather than wait: so it never stands in the way of a spend, and cannot deadlock.
CREATE OR REPLACE FUNCTION ledger_expire_idle(p_limit integer, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  touched integer := 0;
BEGIN
  FOR locked IN
    SELECT * FROM credit_account
    WHERE next_expiry_at <= p_now
    ORDER BY next_expiry_at
    LIMIT p_limit
    FOR UPDATE SKIP LOCKED
  LOOP
    PERFORM ledger_settle(locked, p_now);
    touched := touched + 1;
  END LOOP;
  RETURN touched;
END;
$$;

-- Empty lots too: what is given back to them while the payment is disputed must not be spent. Returns the lots that
-- were not frozen before.
CREATE OR REPLACE FUNCTION ledger_freeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  RETURN QUERY
    UPDATE credit_lot SET frozen_at = p_now
    WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NULL
    RETURNING *;
END;
$$;

-- Returns the lots that were frozen, as they are after what was due has expired and debt is paid.
CREATE OR REPLACE FUNCTION ledger_unfreeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
DECLARE
  thawed uuid[];
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  WITH lots AS (
    UPDATE credit_lot SET frozen_at = NULL
    WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NOT NULL
    RETURNING id
  )
  SELECT array_agg(id) INTO thawed FROM lots;
  PERFORM ledger_freed(p_account, p_now);
  RETURN QUERY SELECT * FROM credit_lot WHERE account_id = p_account AND id = ANY (thawed);
END;
$$;

-- Gives p_amount of an entry back, as if it had taken less: what it took last goes back first. Earlier returns of the
-- same entry have given back p_before already. A lot past its time gets nothing back: those credits come as a RETURN
-- lot that ends at p_return_ends. What the entry left as debt lowers the debt; if that was paid since, it comes as a
-- RETURN lot that does not end.
--
-- A reversal gives credits no longer life than they had: its RETURN lot lasts no longer than the lots it stands for did,
-- and what came from a RETURN lot goes back there, where it expires at once when that has ended. What was spent before a
-- refill rolled its lot over, up to a cap, comes as a RETURN lot too.
CREATE OR REPLACE FUNCTION ledger_give_back(
  p_locked credit_account,
  p_undone ledger_entry,
  p_amount bigint,
  p_before bigint,
  p_type entry_type,
  p_source_key text,
  p_key text,
  p_hash bytea,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  appended ledger_entry;
  part record;
  given bigint;
  skipped bigint := p_before;
  left_over bigint := p_amount;
  to_debt bigint;
  debt_paid bigint := 0;
  ended bigint := 0;
  owed bigint := 0;
  lot_id uuid;
  lot credit_lot;
  life interval;
  spent_at timestamptz;
  returned record;
  allocations jsonb := '[]';
BEGIN
  -- What a hold kept is spent since the hold was placed: until then a refill could have ended it.
  SELECT coalesce(min(created_at), p_undone.created_at) INTO spent_at
  FROM credit_hold WHERE account_id = p_locked.id AND id = p_undone.hold_id;

  FOR part IN
    SELECT (value ->> 'lot')::uuid AS lot, -coalesce(value ->> 'amount', value ->> 'debt')::bigint AS amount
    FROM jsonb_array_elements(p_undone.allocations) WITH ORDINALITY AS parts (value, turn)
    ORDER BY turn DESC
  LOOP
    given := least(greatest(part.amount - skipped, 0), left_over);
    skipped := greatest(skipped - part.amount, 0);
    left_over := left_over - given;
    CONTINUE WHEN given = 0;
    IF part.lot IS NULL THEN
      to_debt := least(given, p_locked.debt - debt_paid);
      debt_paid := debt_paid + to_debt;
      owed := owed + given - to_debt;
      CONTINUE;
    END IF;
    SELECT * INTO lot FROM credit_lot WHERE account_id = p_locked.id AND id = part.lot;
    IF lot.frozen_at IS NULL AND (
      lot.expires_at <= p_now AND NOT (lot.kind = 'RETURN' AND p_type = 'REVERSAL')
      OR lot.rolled_over_at >= spent_at AND p_type = 'REVERSAL'
    ) THEN
      ended := ended + given;
      IF p_type = 'REVERSAL' THEN
        life := least(life, lot.expires_at - CASE WHEN lot.expires_at > p_now THEN p_now ELSE lot.effective_at END);
      END IF;
    ELSE
      UPDATE credit_lot
      SET remaining = remaining + given, closed_at = NULL
      WHERE account_id = p_locked.id AND id = part.lot;
      allocations := allocations || jsonb_build_object('lot', part.lot, 'amount', given);
    END IF;
  END LOOP;
  IF debt_paid > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', debt_paid)) || allocations;
  END IF;

  FOR returned IN
    SELECT *
    -- least() passes over nulls.
    FROM (VALUES (ended, 'return', least(p_return_ends, p_now + life)), (owed, 'return of debt', NULL)) AS lots (amount, fact, ends)
    WHERE amount > 0
  LOOP
    INSERT INTO credit_lot (
      account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
      grant_seq, created_at
    )
    VALUES (
      p_locked.id, ledger_uuid7(p_now), 'RETURN', 'RETURN', returned.amount, returned.amount, p_return_priority,
      p_now, returned.ends, format('%s:%s', returned.fact, p_locked.seq + 1), p_description, p_locked.seq + 1, p_now
    )
    RETURNING id INTO lot_id;
    allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', returned.amount);
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, source_key, undoes_seq,
    allocations, description, metadata, actor, payment_id, created_at, cause, cause_lot_id, cause_subscription_id,
    cause_window_start
  )
  VALUES (
    p_locked.id, p_locked.seq + 1, p_type, p_amount, p_locked.balance, p_locked.balance + p_amount, p_key, p_hash,
    p_source_key, p_undone.seq, allocations, p_description, p_metadata, p_actor, p_undone.payment_id, p_now,
    p_undone.cause, p_undone.cause_lot_id, p_undone.cause_subscription_id, p_undone.cause_window_start
  )
  RETURNING * INTO appended;
  UPDATE credit_account
  SET balance = balance + p_amount, debt = debt - debt_paid, seq = seq + 1
  WHERE id = p_locked.id;
  RETURN appended;
END;
$$;

-- How much of an entry was given back so far.
CREATE OR REPLACE FUNCTION ledger_given_back(p_account uuid, p_seq bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry WHERE account_id = p_account AND undoes_seq = p_seq;
$$;

-- One lot per source key. Debt is paid first, and the lot keeps the rest. Returns nulls when the account has no room.
CREATE OR REPLACE FUNCTION ledger_grant(
  p_account uuid,
  p_kind lot_kind,
  p_origin lot_origin,
  p_amount bigint,
  p_source_key text,
  p_priority integer,
  p_effective_at timestamptz,
  p_expires_at timestamptz,
  p_description text,
  p_amount_cents integer,
  p_currency text,
  p_payment uuid,
  p_subscription uuid,
  p_window_start timestamptz,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_grant_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  lot credit_lot;
  to_debt bigint := least(acc.debt, p_amount);
  to_lot bigint := p_amount - to_debt;
  allocations jsonb := '[]';
BEGIN
  SELECT * INTO lot FROM credit_lot WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    RETURN (false, lot);
  END IF;
  IF NOT ledger_has_room(acc, to_lot) THEN
    RETURN (NULL::boolean, NULL::credit_lot);
  END IF;

  INSERT INTO credit_lot (
    account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
    amount_cents, currency, payment_id, subscription_id, window_start, grant_seq, closed_at, created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_kind, p_origin, p_amount, to_lot, p_priority, p_effective_at, p_expires_at,
    p_source_key, p_description, p_amount_cents, p_currency, p_payment, p_subscription, p_window_start, acc.seq + 1,
    CASE WHEN to_lot = 0 THEN p_now END, p_now
  )
  RETURNING * INTO lot;

  IF to_debt > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', to_debt));
  END IF;
  IF to_lot > 0 THEN
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', to_lot);
  END IF;
  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, payment_id,
    created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'GRANT', p_amount, acc.balance, acc.balance + p_amount, allocations, p_description,
    p_actor, p_payment, p_now
  );

  UPDATE credit_account
  SET balance = balance + p_amount,
      debt = debt - to_debt,
      seq = seq + 1,
      -- least() passes over nulls.
      next_expiry_at = CASE WHEN to_lot > 0 THEN least(next_expiry_at, p_expires_at) ELSE next_expiry_at END,
      updated_at = p_now
  WHERE id = p_account;
  RETURN (true, lot);
END;
$$;

-- Whether the lots of a locked account can take so many credits more. They hold the balance and what is owed.
CREATE OR REPLACE FUNCTION ledger_has_room(p_locked credit_account, p_amount bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_amount <= 0 OR p_locked.balance + p_locked.debt + p_amount <= ledger_max_balance();
$$;

-- The API tells balances as JSON numbers, which most readers keep as doubles: exact up to 2^53 - 1. What would bring more
-- than that is refused before anything moves.
CREATE OR REPLACE FUNCTION ledger_max_balance() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 9007199254740991;
$$;

-- Locks the account and appends what is due. All nulls when there is no such account.
CREATE OR REPLACE FUNCTION ledger_lock(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF locked.next_expiry_at <= p_now THEN
    RETURN ledger_settle(locked, p_now);
  END IF;
  RETURN locked;
END;
$$;

-- As ledger_lock, but raises no_data_found when there is no such account.
CREATE OR REPLACE FUNCTION ledger_lock_known(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account := ledger_lock(p_account, p_now);
BEGIN
  IF locked.id IS NULL THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  RETURN locked;
END;
$$;

-- The user's account, opened if there is none.
CREATE OR REPLACE FUNCTION ledger_open_account(p_user uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  found_id uuid;
BEGIN
  SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  IF found_id IS NULL THEN
    -- Waits for whoever opens the same account just now; the next statement then sees theirs.
    INSERT INTO credit_account (id, user_id, created_at, updated_at)
    VALUES (ledger_uuid7(p_now), p_user, p_now, p_now)
    ON CONFLICT (user_id) DO NOTHING;
    SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  END IF;
  RETURN found_id;
END;
$$;

-- Pays debt from credits that became free, in an entry of its own that leaves the balance as it is. p_due is when they
-- became free.
CREATE OR REPLACE FUNCTION ledger_pay_debt(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  taken jsonb;
  paid bigint;
BEGIN
  IF acc.debt = 0 THEN
    RETURN acc;
  END IF;
  taken := ledger_take(acc.id, acc.debt, NULL, NULL, p_due);
  paid := -ledger_sum(taken);
  IF paid > 0 THEN
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, created_at
    )
    VALUES (
      acc.id, acc.seq + 1, 'ADJUSTMENT', 0, acc.balance, acc.balance, taken || jsonb_build_object('debt', paid),
      'Credits that became free paid what was owed', p_now
    );
    UPDATE credit_account SET debt = debt - paid, seq = seq + 1, updated_at = p_now
    WHERE id = acc.id
    RETURNING * INTO acc;
  END IF;
  RETURN acc;
END;
$$;

-- After a verb freed credits at p_now: what is past its time expires, then debt is paid from the rest.
CREATE OR REPLACE FUNCTION ledger_freed(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
BEGIN
  UPDATE credit_account SET next_expiry_at = ledger_next_expiry(id), updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  RETURN ledger_pay_debt(ledger_settle(acc, p_now), p_now, p_now);
END;
$$;

-- Outcomes: placed, replayed, insufficient_credits, idempotency_key_reused, unknown_account. A replay shows the hold
-- as it is now.
CREATE OR REPLACE FUNCTION ledger_place_hold(
  p_account uuid,
  p_amount bigint,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  first_answer credit_hold;
  lot record;
  pinned bigint;
  pinned_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.hold := first_answer;
    RETURN result;
  ELSIF FOUND OR EXISTS (SELECT FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
  LOOP
    pinned := least(lot.free, p_amount - pinned_total);
    UPDATE credit_lot SET held = held + pinned WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', pinned);
    pinned_total := pinned_total + pinned;
    EXIT WHEN pinned_total = p_amount;
  END LOOP;

  INSERT INTO credit_hold (
    account_id, id, amount, expires_at, idempotency_key, request_hash, allocations, description, metadata, actor,
    created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_amount, p_expires_at, p_key, p_hash, allocations, p_description, p_metadata,
    p_actor, p_now
  )
  RETURNING * INTO first_answer;
  UPDATE credit_account
  SET held = held + p_amount,
      next_expiry_at = least(next_expiry_at, p_expires_at),
      keyed_holds = keyed_holds OR p_key IS NOT NULL,
      updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'placed';
  result.hold := first_answer;
  result.available := result.available - p_amount;
  RETURN result;
END;
$$;

-- Whether a hold of the account was placed with this key.
CREATE OR REPLACE FUNCTION ledger_is_key_of_hold(p_locked credit_account, p_key text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_locked.keyed_holds
    AND EXISTS (SELECT FROM credit_hold WHERE account_id = p_locked.id AND idempotency_key = p_key);
$$;

-- Gives back a claw-back, named by its source key, once per source key of its own. Outcomes: reinstated,
-- already_reinstated, unknown_claw_back, exceeds_claw_back, balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reinstate(
  p_account uuid,
  p_of_source_key text,
  p_amount bigint,
  p_source_key text,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reinstate_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  result ledger_reinstate_result;
  clawed ledger_entry;
  first_answer ledger_entry;
  before bigint;
BEGIN
  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    result.outcome := 'already_reinstated';
    result.entry := first_answer;
    RETURN result;
  END IF;

  SELECT * INTO clawed FROM ledger_entry
  WHERE account_id = p_account AND source_key = p_of_source_key AND type = 'CLAWBACK';
  before := ledger_given_back(p_account, clawed.seq);
  result.reinstatable := -clawed.amount - before;
  result.outcome := CASE
    WHEN clawed.seq IS NULL THEN 'unknown_claw_back'
    WHEN result.reinstatable = 0 OR p_amount > result.reinstatable THEN 'exceeds_claw_back'
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reinstatable)) THEN 'balance_out_of_range'
    ELSE 'reinstated'
  END;
  IF result.outcome = 'reinstated' THEN
    result.entry := ledger_give_back(
      acc, clawed, coalesce(p_amount, result.reinstatable), before, 'REINSTATEMENT', p_source_key, NULL, NULL,
      p_return_ends, p_return_priority, p_description, NULL, p_actor, p_now
    );
    PERFORM ledger_freed(p_account, p_now);
  END IF;
  RETURN result;
END;
$$;

-- Outcomes: released, replayed, hold_not_open, unknown_hold, unknown_account.
CREATE OR REPLACE FUNCTION ledger_release_hold(p_account uuid, p_hold uuid, p_now timestamptz) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  held credit_hold;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status = 'RELEASED' THEN 'replayed'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    ELSE 'released'
  END;
  IF result.outcome = 'released' THEN
    acc := ledger_close_hold(acc, held, 'RELEASED', p_now, p_now);
    PERFORM ledger_end_over_cap(acc, held, p_now);
    acc := ledger_freed(p_account, p_now);
    SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  END IF;
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- Ends what plan lots hold beyond p_keep, oldest first, in one entry; no row when there is nothing to end. Pinned
-- credits stay for their hold and frozen ones for the dispute, as with expiry.
--
-- A lot that a reset ends wholly, also one that was used up, is past its time from then on: what a hold or a dispute keeps
-- of it expires as soon as it is free, and what is given back to it comes as a RETURN lot. With something to keep, held
-- credits beyond what the free ones leave room for end as soon as they are free, and lots remember when they were last
-- rolled over.
CREATE OR REPLACE FUNCTION ledger_reset(
  p_account uuid,
  -- Null: every plan lot, whichever subscription it came from.
  p_subscription uuid,
  p_keep bigint,
  -- Of this subscription what came since then for a window before stays whole: it was paid late. Null: nothing does.
  p_keep_of uuid,
  p_keep_since timestamptz,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS SETOF ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  ended bigint;
  allocations jsonb;
BEGIN
  SELECT coalesce(sum(remaining - held), 0)::bigint - p_keep INTO ended
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN'
    AND (p_subscription IS NULL OR subscription_id = p_subscription)
    AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
      OR window_start >= p_keep_since);

  IF p_keep > 0 THEN
    UPDATE credit_lot
    SET rolled_over_at = p_now
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since);

    -- Of what is held: the oldest lots give first, as of what is free.
    WITH pin AS (
      SELECT
        hold.id AS hold,
        part ->> 'lot' AS lot,
        (part ->> 'amount')::bigint - coalesce((part ->> 'ends')::bigint, 0) AS amount,
        lot.grant_seq
      FROM credit_hold AS hold
      CROSS JOIN jsonb_array_elements(hold.allocations) AS part
      JOIN credit_lot AS lot ON lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid
      WHERE hold.account_id = p_account AND hold.status = 'OPEN' AND lot.kind = 'PLAN' AND lot.frozen_at IS NULL
        AND (lot.expires_at > p_now OR lot.expires_at IS NULL)
        AND (p_subscription IS NULL OR lot.subscription_id = p_subscription)
        AND (p_keep_of IS NULL OR lot.subscription_id IS DISTINCT FROM p_keep_of OR lot.effective_at < p_keep_since
          OR lot.window_start >= p_keep_since)
    ), in_turn AS (
      SELECT
        *,
        (sum(amount) OVER (ORDER BY grant_seq, hold))::bigint AS total,
        (sum(amount) OVER ())::bigint AS held
      FROM pin
      WHERE amount > 0
    ), ending AS (
      -- `ended` is below zero by as much as there is room for.
      SELECT hold, lot, least(amount, held + least(ended, 0) - (total - amount)) AS ends
      FROM in_turn
      WHERE total - amount < held + least(ended, 0)
    )
    UPDATE credit_hold
    SET allocations = (
      SELECT jsonb_agg(
        CASE
          WHEN ends IS NULL THEN part
          ELSE part || jsonb_build_object('ends', coalesce((part ->> 'ends')::bigint, 0) + ends)
        END
        ORDER BY turn
      )
      FROM jsonb_array_elements(credit_hold.allocations) WITH ORDINALITY AS parts (part, turn)
      LEFT JOIN ending ON ending.hold = credit_hold.id AND ending.lot = part ->> 'lot'
    )
    WHERE account_id = p_account AND id IN (SELECT hold FROM ending);
  ELSE
    UPDATE credit_lot
    SET expires_at = least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since);
  END IF;
  IF ended <= 0 THEN
    RETURN;
  END IF;

  WITH plan AS (
    SELECT
      id,
      grant_seq,
      remaining - held AS free,
      (sum(remaining - held) OVER (ORDER BY grant_seq))::bigint AS total
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN' AND remaining > held
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since)
  ), trimmed AS (
    SELECT id, grant_seq, free, least(free, ended - (total - free)) AS amount
    FROM plan
    WHERE total - free < ended
  ), trimmed_lots AS (
    UPDATE credit_lot AS lot
    SET remaining = remaining - trimmed.amount,
        closed_at = CASE WHEN remaining = trimmed.amount THEN p_now END,
        expires_at = CASE
          WHEN trimmed.amount < free THEN expires_at
          ELSE least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
        END
    FROM trimmed
    WHERE lot.account_id = p_account AND lot.id = trimmed.id
  )
  SELECT jsonb_agg(jsonb_build_object('lot', id, 'amount', -amount) ORDER BY grant_seq) INTO allocations FROM trimmed;

  UPDATE credit_account
  SET balance = balance - ended, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;

  RETURN QUERY
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, created_at
    )
    VALUES (
      p_account, acc.seq + 1, 'RESET', -ended, acc.balance, acc.balance - ended, allocations, p_description, p_actor,
      p_now
    )
    RETURNING *;
END;
$$;

-- Gives back a USAGE entry, named by p_seq or by p_of_key; p_amount null is all that is left of it. Outcomes: reversed,
-- replayed, unknown_account, unknown_entry, not_a_spend, too_late, exceeds_spend (reversible says what is left),
-- idempotency_key_reused, balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reverse(
  p_account uuid,
  p_seq bigint,
  p_of_key text,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  -- Spends from before then are no longer given back.
  p_spent_since timestamptz,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reverse_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_reverse_result;
  first_answer ledger_entry;
  spend ledger_entry;
  before bigint;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_seq IS NOT NULL THEN
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND seq = p_seq;
  ELSE
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_of_key;
  END IF;
  before := ledger_given_back(p_account, spend.seq);
  result.reversible := -spend.amount - before;
  result.outcome := CASE
    WHEN spend.seq IS NULL THEN 'unknown_entry'
    WHEN spend.type <> 'USAGE' THEN 'not_a_spend'
    WHEN spend.created_at < p_spent_since THEN 'too_late'
    WHEN result.reversible = 0 OR p_amount > result.reversible THEN 'exceeds_spend'
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reversible)) THEN 'balance_out_of_range'
    ELSE 'reversed'
  END;
  IF result.outcome <> 'reversed' THEN
    RETURN result;
  END IF;

  result.entry := ledger_give_back(
    acc, spend, coalesce(p_amount, result.reversible), before, 'REVERSAL', NULL, p_key, p_hash, p_return_ends,
    p_return_priority, p_description, p_metadata, p_actor, p_now
  );
  acc := ledger_freed(p_account, p_now);
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  result.reversible := result.reversible - (result.entry).amount;
  RETURN result;
END;
$$;

-- Accounts (null: all) and what is taken for granted of each: with p_since_mark its checkpoint, else nothing at all.
-- One SELECT, so that the planner sees through it.
CREATE OR REPLACE FUNCTION ledger_scope(p_accounts uuid[], p_since_mark boolean) RETURNS TABLE (
  account_id uuid,
  seq bigint,
  balance bigint,
  debt bigint,
  lots jsonb,
  holds uuid[]
)
LANGUAGE sql STABLE AS $$
  SELECT
    account.id,
    coalesce(mark.seq, 0),
    coalesce(mark.balance, 0),
    coalesce(mark.debt, 0),
    coalesce(mark.lots, '{}'),
    coalesce(mark.holds, '{}')
  FROM credit_account AS account
  LEFT JOIN ledger_checkpoint AS mark ON p_since_mark AND mark.account_id = account.id
  WHERE p_accounts IS NULL OR account.id = ANY (p_accounts);
$$;

-- A number that differs whenever the account's row, one of its open lots or one of its open holds has been written to
-- since. A row's xmin is the transaction that wrote this version of it: unlike any time, it says exactly that. After
-- a restore all of them differ, and everything is looked at again.
CREATE OR REPLACE FUNCTION ledger_row_versions(p_account credit_account, p_version xid) RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT
    hash_record_extended(ROW (p_account.id, p_version), 0)::numeric
    + coalesce((
        SELECT sum(hash_record_extended(ROW (id, xmin), 1))
        FROM credit_lot
        WHERE account_id = p_account.id AND closed_at IS NULL
      ), 0)
    + coalesce((
        SELECT sum(hash_record_extended(ROW (id, xmin), 2))
        FROM credit_hold
        WHERE account_id = p_account.id AND status = 'OPEN'
      ), 0);
$$;

-- The number of an account's first entry made at p_moment or later, or the one that its next entry gets. Entries are numbered
-- without gaps and in the order in which they are made, so this takes as many looks as the number of entries has binary digits, and
-- a read of some days takes their entries and not the account's whole history. Clocks of different machines differ: a caller asks
-- for moments a day further apart (lib/ledger/a-day-apart.ts) and compares the times of what it gets.
CREATE OR REPLACE FUNCTION ledger_seq_at(p_account uuid, p_moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 1;
  high bigint;
  middle bigint;
BEGIN
  SELECT seq + 1 INTO high FROM credit_account WHERE id = p_account;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF (SELECT created_at < p_moment FROM ledger_entry WHERE account_id = p_account AND seq = middle) THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN low;
END;
$$;

-- Lets what is due happen on a locked account, and returns the account as it is then: holds end and lots expire, each
-- at its time.
CREATE OR REPLACE FUNCTION ledger_settle(p_locked credit_account, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  due_at timestamptz;
  hold credit_hold;
BEGIN
  IF acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_now THEN
    RETURN acc;
  END IF;
  FOR due_at IN
    SELECT DISTINCT expires_at FROM credit_hold
    WHERE account_id = acc.id AND status = 'OPEN' AND expires_at <= p_now
    ORDER BY expires_at
  LOOP
    FOR hold IN
      SELECT * FROM credit_hold WHERE account_id = acc.id AND status = 'OPEN' AND expires_at = due_at ORDER BY id
    LOOP
      acc := ledger_close_hold(acc, hold, 'EXPIRED', due_at, p_now);
      acc := ledger_end_over_cap(acc, hold, p_now);
    END LOOP;
    acc := ledger_expire_lots(acc, due_at, p_now);
    acc := ledger_pay_debt(acc, due_at, p_now);
  END LOOP;
  acc := ledger_expire_lots(acc, p_now, p_now);
  UPDATE credit_account SET next_expiry_at = ledger_next_expiry(id), updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- The soonest time at which something of the account has to expire. Pinned credits wait for their hold, frozen ones
-- for the end of the dispute: taking them then would make debt of credits that nobody spent.
CREATE OR REPLACE FUNCTION ledger_next_expiry(p_account uuid) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  -- least() passes over nulls.
  SELECT least(
    (
      SELECT min(expires_at)
      FROM credit_lot
      WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
    ),
    (SELECT min(expires_at) FROM credit_hold WHERE account_id = p_account AND status = 'OPEN')
  );
$$;

-- One EXPIRY entry per lot whose time had come at p_due, made at p_now.
CREATE OR REPLACE FUNCTION ledger_expire_lots(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  expired bigint;
  entries bigint;
BEGIN
  WITH due AS (
    SELECT
      id,
      remaining - held AS amount,
      row_number() OVER in_turn AS turn,
      (sum(remaining - held) OVER in_turn)::bigint AS total,
      description,
      payment_id
    FROM credit_lot
    WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
      AND remaining > held AND expires_at <= p_due
    WINDOW in_turn AS (ORDER BY expires_at, grant_seq)
  ), emptied AS (
    UPDATE credit_lot AS lot
    SET remaining = lot.held, closed_at = CASE WHEN lot.held = 0 THEN p_now END
    FROM due
    WHERE lot.account_id = p_locked.id AND lot.id = due.id
  ), appended AS (
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, payment_id, created_at
    )
    SELECT
      p_locked.id,
      p_locked.seq + turn,
      'EXPIRY',
      -amount,
      p_locked.balance - total + amount,
      p_locked.balance - total,
      jsonb_build_array(jsonb_build_object('lot', id, 'amount', -amount)),
      description,
      payment_id,
      p_now
    FROM due
    RETURNING amount
  )
  SELECT coalesce(-sum(amount), 0)::bigint, count(*) INTO expired, entries FROM appended;

  IF entries > 0 THEN
    UPDATE credit_account
    SET balance = balance - expired, seq = seq + entries, updated_at = p_now
    WHERE id = p_locked.id
    RETURNING * INTO acc;
  END IF;
  RETURN acc;
END;
$$;

-- Debits and captures of many accounts. Each item comes to what it would by itself, those of one account in their
-- order. In the usual case, when the first lot in burn order covers all the debits of an account and nothing has to
-- expire, be replayed or be paid first, all such accounts are done in three statements; the others item by item.
--
-- The usual case stands inline and on arrays: as functions that hand on rows it took the server an eighth longer for 8
-- spends (docs/decisions/0052-the-fast-path-stays-inline.md). Its burn order and what it takes for spendable are those of
-- ledger_burn_order; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn order",
-- holds that.
CREATE OR REPLACE FUNCTION ledger_spend_many(
  p_wait boolean,
  -- Accounts, each once and sorted: what its items take in all, how many they are, and whether they may go the usual way
  -- (debits alone, no idempotency key twice).
  p_accounts uuid[],
  p_totals bigint[],
  p_counts integer[],
  p_plain boolean[],
  -- The times of the first and of the last spend.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Items: the number of their account, their place among its items and what those take up to and with this one.
  p_nos integer[],
  p_turns integer[],
  p_runs bigint[],
  -- Those that no item has are null as a whole. A hold is null for a debit.
  p_holds uuid[],
  -- Null for a capture of all that is held.
  p_amounts bigint[],
  p_capture_limit integer,
  p_keys text[],
  p_hashes text[],
  p_descriptions text[],
  p_meters text[],
  p_quantities numeric[],
  p_rate_versions integer[],
  p_metadata text[],
  p_actors text[],
  p_nows timestamptz[]
) RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql
-- All joins below are look-ups of few rows by key. The planner, which keeps its plan from when the tables were small,
-- must not read whole tables for them. And a transaction that keeps an account for long must not keep its spenders
-- waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  none CONSTANT tid := '(0,0)';
  locked uuid[];
  replayed integer[];
  -- By number of account, without nulls, so that reading one is quick; `none` in lots says that its items go one by one.
  -- Nobody else changes rows of an account that is locked, so that until the end they are where they were found.
  rows tid[];
  lots tid[];
  lot_ids uuid[];
  balances bigint[];
  availables bigint[];
  seqs bigint[];
  ready boolean[];
  keyed boolean[];
  usual integer;
  written integer;
  result ledger_spend_result;
BEGIN
  -- In one order, so that two batches never wait for each other. The next statement then sees what is committed.
  IF p_wait THEN
    PERFORM FROM credit_account WHERE id = ANY (p_accounts) ORDER BY id FOR UPDATE;
  END IF;
  SELECT
    coalesce(array_agg(id), '{}'), array_agg(ctid), array_agg(balance), array_agg(seq),
    array_agg(debt = 0 AND (next_expiry_at IS NULL OR next_expiry_at > p_latest)), array_agg(keyed_holds)
  INTO locked, rows, balances, seqs, ready, keyed
  FROM (
    SELECT ctid, id, balance, seq, debt, next_expiry_at, keyed_holds
    FROM credit_account
    WHERE id = ANY (p_accounts)
    ORDER BY id
    FOR UPDATE SKIP LOCKED
  ) AS acc;

  IF locked <> p_accounts THEN
    -- Some are unknown, or another transaction has them: a place for each of those too.
    SELECT
      array_agg(coalesce(rows[place], none) ORDER BY no),
      array_agg(coalesce(balances[place], 0) ORDER BY no),
      array_agg(coalesce(seqs[place], 0) ORDER BY no),
      array_agg(coalesce(ready[place], false) ORDER BY no),
      array_agg(coalesce(keyed[place], false) ORDER BY no)
    INTO rows, balances, seqs, ready, keyed
    FROM (
      SELECT no, array_position(locked, id) AS place FROM unnest(p_accounts) WITH ORDINALITY AS asked (id, no)
    ) AS found;
  END IF;

  SELECT coalesce(array_agg(DISTINCT no), '{}') INTO replayed
  FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
  CROSS JOIN LATERAL (
    SELECT FROM ledger_entry WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
  ) AS first_answer
  WHERE key IS NOT NULL;

  -- Keys of holds are refused; ledger_debit does it. Only accounts that ever placed a hold with a key pay for the look.
  IF true = ANY (keyed) THEN
    SELECT replayed || coalesce(array_agg(DISTINCT no), '{}') INTO replayed
    FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
    CROSS JOIN LATERAL (
      SELECT FROM credit_hold WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
    ) AS hold
    WHERE key IS NOT NULL AND keyed[no];
  END IF;

  SELECT
    array_agg(CASE WHEN covered THEN open.at ELSE none END ORDER BY no),
    array_agg(coalesce(open.lot, '00000000-0000-0000-0000-000000000000') ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    count(*) FILTER (WHERE covered)
  INTO lots, lot_ids, availables, usual
  FROM (
    SELECT
      generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_totals) AS total,
      unnest(p_plain) AS plain, unnest(ready) AS ready
  ) AS asked
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(ctid ORDER BY priority, expires_at, grant_seq))[1] AS at,
      (array_agg(id ORDER BY priority, expires_at, grant_seq))[1] AS lot,
      (array_agg(remaining - held ORDER BY priority, expires_at, grant_seq))[1] AS free,
      sum(remaining - held)::bigint AS available,
      bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = asked.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON asked.plain AND asked.ready
  CROSS JOIN LATERAL (
    SELECT coalesce(open.free >= asked.total AND NOT open.starting AND no <> ALL (replayed), false) AS covered
  ) AS verdict;

  UPDATE credit_lot AS lot
  SET remaining = remaining - burned.total, closed_at = CASE WHEN remaining = burned.total THEN p_latest END
  FROM (SELECT unnest(lots) AS at, unnest(p_totals) AS total) AS burned
  WHERE burned.at <> none AND lot.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A lot of a locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - burned.total, seq = seq + burned.entries, updated_at = p_latest
  FROM (
    SELECT unnest(rows) AS at, unnest(lots) AS lot, unnest(p_totals) AS total, unnest(p_counts) AS entries
  ) AS burned
  WHERE burned.lot <> none AND acc.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  SELECT
    p_accounts[no], seqs[no] + turn, 'USAGE', -amount, balances[no] - run + amount, balances[no] - run, key,
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lot_ids[no], 'amount', -amount)),
    coalesce(description, ''), meter, quantity, rate_version, metadata::jsonb, actor, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_turns) AS turn, unnest(p_runs) AS run, unnest(p_amounts) AS amount,
      unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description, unnest(p_meters) AS meter,
      unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version, unnest(p_metadata) AS metadata,
      unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS item
  WHERE lots[no] <> none;

  FOR nth_account IN 1 .. cardinality(lots) LOOP
    result.account := nth_account;
    IF lots[nth_account] <> none THEN
      result.outcome := 'debited';
      result.balance := balances[nth_account];
      result.available := availables[nth_account];
      result.last_seq := seqs[nth_account];
      result.lot := lot_ids[nth_account];
      RETURN NEXT result;
    ELSIF NOT p_wait AND rows[nth_account] = none THEN
      result.outcome := 'busy';
      RETURN NEXT result;
    END IF;
  END LOOP;

  IF usual < cardinality(lots) THEN
    RETURN QUERY SELECT * FROM ledger_spend_one_by_one(
      ARRAY(
        SELECT ROW (
          nth, no, p_accounts[no], hold, amount, key, decode(hash, 'hex'), coalesce(description, ''), meter, quantity,
          rate_version, metadata::jsonb, actor, at
        )::ledger_spend_item
        FROM unnest(
          p_nos, p_holds, p_amounts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions,
          p_metadata, p_actors, p_nows
        ) WITH ORDINALITY AS item (
          no, hold, amount, key, hash, description, meter, quantity, rate_version, metadata, actor, at, nth
        )
        WHERE lots[no] = none AND (p_wait OR rows[no] <> none)
        ORDER BY nth
      ),
      p_capture_limit
    );
  END IF;
END;
$$;

-- The items of ledger_spend_many that cannot go together, each by itself and in the order given.
CREATE OR REPLACE FUNCTION ledger_spend_one_by_one(p_items ledger_spend_item[], p_capture_limit integer)
RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql AS $$
DECLARE
  spend ledger_spend_item;
  debited ledger_debit_result;
  captured ledger_capture_result;
  result ledger_spend_result;
BEGIN
  FOREACH spend IN ARRAY p_items LOOP
    result := NULL;
    result.item := spend.nth;
    result.account := spend.no;
    IF spend.hold IS NULL THEN
      debited := ledger_debit(
        true, spend.account, spend.amount, spend.key, spend.hash, spend.description, spend.meter, spend.quantity,
        spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
    ELSE
      captured := ledger_capture_hold(
        spend.account, spend.hold, spend.amount, p_capture_limit, spend.key, spend.hash, spend.description, spend.meter,
        spend.quantity, spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := captured.outcome;
      result.balance := captured.balance;
      result.available := captured.available;
      result.hold_amount := (captured.hold).amount;
      result.hold_status := (captured.hold).status;
      result.entry := captured.entry;
    END IF;
    RETURN NEXT result;
  END LOOP;
END;
$$;

-- Takes up to p_amount of free credits in burn order and returns the allocations. The caller has settled the account, so
-- no lot has free credits past its time.
CREATE OR REPLACE FUNCTION ledger_take(
  p_account uuid,
  p_amount bigint,
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  lot record;
  taken bigint;
  taken_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, p_payment, p_lots, p_now)
  LOOP
    EXIT WHEN taken_total = p_amount;
    taken := least(lot.free, p_amount - taken_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', -taken);
    taken_total := taken_total + taken;
  END LOOP;
  RETURN allocations;
END;
$$;

-- What allocations come to.
CREATE OR REPLACE FUNCTION ledger_sum(p_allocations jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0)::bigint
  FROM jsonb_array_elements(p_allocations) AS part;
$$;

-- A UUIDv7: 48 bits of milliseconds, then what a random UUIDv4 has after its version digit. (PostgreSQL 18 has its
-- own, but we run on 15, and the time is the caller's.)
CREATE OR REPLACE FUNCTION ledger_uuid7(p_now timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex(floor(extract(epoch FROM p_now) * 1000)::bigint), 12, '0')
    || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid;
$$;

-- Processes keep what is on sale in memory. Whatever changes it is announced here, so that no path to it can forget;
-- changes of the rate card are announced by meter_announce.
CREATE OR REPLACE FUNCTION catalogue_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue', '');
  RETURN NULL;
END
$$;

-- Processes keep the rate card in memory. Whatever changes it is announced here, so that no path to it can forget; a new
-- version counts once its meter says so.
CREATE OR REPLACE FUNCTION meter_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rate_card', '');
  RETURN NULL;
END
$$;

-- Entries are never changed: a balance is corrected by another entry.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger_entry is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Append an entry that corrects the balance instead.';
END;
$$;

-- Ledger entries say by a number which rate they were made at: what it meant then is what it has to mean for ever.
CREATE OR REPLACE FUNCTION meter_version_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'meter_version is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Insert the next version instead.';
END
$$;

-- Who did what is kept as the ledger is: rows are added, never changed.
CREATE OR REPLACE FUNCTION audit_log_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add a row that says what was wrong instead.';
END;
$$;

-- A claim is for ever: without it the card would have another trial, or bring another reward.
CREATE OR REPLACE FUNCTION card_claim_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'card_claim is append-only: % refused.', TG_OP;
END $$;

-- Stripe's events hold names and addresses. Those about a deleted account keep only what books need, whenever they come
-- and whatever writes them: no path can forget it.
CREATE OR REPLACE FUNCTION webhook_event_scrub() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.payload ? 'scrubbed' AND is_of_deleted_user(NEW) THEN
    NEW.payload = webhook_event_scrubbed_payload(NEW.payload);
  END IF;
  RETURN NEW;
END
$$;

-- What is left of an event once it is scrubbed: ids, amounts, status and times.
CREATE OR REPLACE FUNCTION webhook_event_scrubbed_payload(payload jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object(
    'scrubbed', true,
    'id', payload -> 'id',
    'type', payload -> 'type',
    'created', payload -> 'created',
    'data', jsonb_build_object('object', (
      SELECT coalesce(jsonb_object_agg(key, value), '{}')
      FROM jsonb_each(CASE WHEN jsonb_typeof(payload #> '{data,object}') = 'object'
                           THEN payload #> '{data,object}' ELSE '{}' END)
      WHERE key IN ('id', 'object', 'status', 'amount', 'currency', 'created',
                    'payment_intent', 'charge', 'invoice', 'subscription')
        -- An expanded object would bring names along.
        AND jsonb_typeof(value) IN ('string', 'number')
    ))
  )
$$;

-- Whether an event is about a user whose account is deleted. A refund of one of several parts names an intent that is not
-- the payment's first.
CREATE OR REPLACE FUNCTION is_of_deleted_user(event webhook_event) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM former_customer f
    JOIN "user" u ON u.id = f.user_id
    WHERE f.stripe_customer_id = event.customer_id AND u.deleted_at IS NOT NULL
  ) OR (event.customer_id IS NULL AND EXISTS (
    -- Refunds and disputes name no customer; their payment does.
    SELECT FROM payment p
    JOIN "user" u ON u.id = p.user_id
    WHERE p.stripe_payment_intent_id = event.payload #>> '{data,object,payment_intent}' AND u.deleted_at IS NOT NULL
  )) OR (event.customer_id IS NULL AND EXISTS (
    SELECT FROM payment_part part
    JOIN payment p ON p.id = part.payment_id
    JOIN "user" u ON u.id = p.user_id
    WHERE part.stripe_payment_intent_id = event.payload #>> '{data,object,payment_intent}' AND u.deleted_at IS NOT NULL
  ))
$$;

RESET check_function_bodies;

-- ---------------------------------------------------------------- triggers

-- A trigger named <table>_append_only also keeps the app's role from more than adding rows: see
-- lib/jobs/grant-app-role.ts.
CREATE TRIGGER ledger_entry_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

CREATE TRIGGER meter_version_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON meter_version
  FOR EACH STATEMENT EXECUTE FUNCTION meter_version_refuse_change();

CREATE TRIGGER audit_log_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change();

CREATE TRIGGER card_claim_append_only
  BEFORE UPDATE OR DELETE ON card_claim
  FOR EACH ROW EXECUTE FUNCTION card_claim_is_kept();

CREATE TRIGGER webhook_event_scrubbed
  BEFORE INSERT OR UPDATE ON webhook_event
  FOR EACH ROW EXECUTE FUNCTION webhook_event_scrub();

-- Not for last_used_at, which changes nothing.
CREATE TRIGGER api_key_changed
  AFTER DELETE OR UPDATE OF prefix, hash, scopes, service, expires_at, revoked_at, user_id ON api_key
  FOR EACH ROW EXECUTE FUNCTION api_key_announce();

CREATE TRIGGER user_standing_changed
  AFTER UPDATE OF role, locked_at, session_version, deleted_at ON "user"
  FOR EACH ROW WHEN (
    OLD.role IS DISTINCT FROM NEW.role
    OR OLD.locked_at IS DISTINCT FROM NEW.locked_at
    OR OLD.session_version IS DISTINCT FROM NEW.session_version
    OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at
  )
  EXECUTE FUNCTION user_announce_standing();

CREATE TRIGGER session_ended
  AFTER UPDATE OF ended_at ON session
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at)
  EXECUTE FUNCTION session_announce_end();

CREATE TRIGGER totp_factor_changed
  AFTER INSERT OR DELETE OR UPDATE OF confirmed_at ON totp_factor
  FOR EACH ROW EXECUTE FUNCTION totp_factor_announce();

CREATE TRIGGER meter_changed
  AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF key, current_version, archived_at, sort_order ON meter
  FOR EACH STATEMENT EXECUTE FUNCTION meter_announce();

CREATE TRIGGER plan_changed
  AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON plan
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

CREATE TRIGGER plan_version_changed
  AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON plan_version
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

CREATE TRIGGER price_changed
  AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON price
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

CREATE TRIGGER credit_pack_changed
  AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON credit_pack
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

CREATE TRIGGER feature_changed
  AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON feature
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- Neither a spend nor a new hold is announced here: see prisma/functions/balance_announce.sql.
CREATE TRIGGER ledger_entry_announce
  AFTER INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.type <> 'USAGE')
  EXECUTE FUNCTION balance_announce();

CREATE TRIGGER credit_hold_announce_end
  AFTER UPDATE OF status ON credit_hold
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND NEW.status <> 'CAPTURED')
  EXECUTE FUNCTION balance_announce();

-- Freezing appends no entry.
CREATE TRIGGER credit_lot_announce_freeze
  AFTER UPDATE OF frozen_at ON credit_lot
  FOR EACH ROW WHEN ((NEW.frozen_at IS NULL) <> (OLD.frozen_at IS NULL))
  EXECUTE FUNCTION balance_announce();

CREATE TRIGGER subscription_announce
  AFTER INSERT OR UPDATE ON subscription
  FOR EACH ROW EXECUTE FUNCTION balance_announce_subscriber();

CREATE TRIGGER local_clock_announce
  AFTER INSERT OR UPDATE ON local_clock
  FOR EACH STATEMENT EXECUTE FUNCTION balance_announce_all();

-- Days whose money or MRR changed are added up again by the rollup. Rows are appended, never counted up, so that no two
-- transactions wait for each other.
CREATE OR REPLACE FUNCTION metric_stale(p_at timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO metric_stale_day (day) SELECT (p_at AT TIME ZONE 'UTC')::date WHERE p_at IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION metric_stale_payment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM metric_stale(OLD.paid_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM metric_stale(NEW.paid_at); END IF;
  RETURN NULL;
END
$$;

-- Refunds, disputes and credit notes.
CREATE OR REPLACE FUNCTION metric_stale_money_back() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM metric_stale(OLD.created_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM metric_stale(NEW.created_at); END IF;
  RETURN NULL;
END
$$;

-- The lines of an invoice say which plan a payment was for.
CREATE OR REPLACE FUNCTION metric_stale_paid_period() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM metric_stale(paid_at) FROM payment WHERE id = NEW.payment_id;
  RETURN NULL;
END
$$;

-- An earlier change decides what the later ones of the same user are: the first payment or a return, more or less.
CREATE OR REPLACE FUNCTION metric_stale_subscription() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  changed subscription_change := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM metric_stale(changed.at);
  PERFORM metric_stale(later.at)
  FROM subscription AS self
  JOIN subscription AS other ON other.user_id = self.user_id
  JOIN subscription_change AS later ON later.subscription_id = other.id AND later.at > changed.at
  WHERE self.id = changed.subscription_id;
  RETURN NULL;
END
$$;

-- Who pays for an older version of a plan: what they pay, which price of the version `p_version` they would pay instead, and
-- why they would be left alone, if they would. Postgres puts this text in its place.
CREATE OR REPLACE FUNCTION version_move_candidates(p_version uuid)
RETURNS TABLE (subscription_id uuid, quantity integer, from_version uuid, from_price uuid, to_price uuid, left_because text)
LANGUAGE sql STABLE AS $$
  SELECT
    subscription.id, subscription.quantity, older.id, price.id, next.id,
    CASE
      WHEN next.id IS NULL THEN 'not_sold'
      WHEN subscription.cancel_at_period_end OR subscription.cancel_at IS NOT NULL THEN 'ending'
      WHEN subscription.scheduled_price_id IS NOT NULL THEN 'changing'
      WHEN subscription.status = 'TRIALING' THEN 'trial'
      WHEN subscription.status <> 'ACTIVE' THEN 'unpaid'
    END
  FROM plan_version AS target
  JOIN plan_version AS older ON older.plan_id = target.plan_id AND older.version < target.version
  JOIN subscription ON subscription.plan_version_id = older.id
  JOIN price ON price.id = subscription.price_id
  LEFT JOIN price AS next
    ON next.plan_version_id = target.id AND next.interval = price.interval AND next.currency = price.currency
    AND next.stripe_price_id IS NOT NULL
  WHERE target.id = p_version AND subscription.stripe_subscription_id IS NOT NULL AND subscription.ended_at IS NULL
    AND NOT subscription.duplicate AND NOT subscription.without_plan
    AND subscription.status IN ('ACTIVE', 'TRIALING', 'PAST_DUE', 'UNPAID', 'PAUSED')
$$;

-- What moved money from one time until before another: what the rollup adds up, and the rows behind a number. Signed; each is
-- of the plan or pack of its payment. A refund is dated when it was made, a fee like what it was charged for.
CREATE OR REPLACE FUNCTION metric_money_facts(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (
  at timestamptz, fact money_fact, id uuid, payment_id uuid, currency text, kind payment_kind, item_id text, cents bigint
)
LANGUAGE sql STABLE AS $$
  WITH moved AS (
    SELECT paid_at AS at, 'PAYMENT'::money_fact AS fact, id, id AS payment_id, amount_cents AS cents
    FROM payment
    WHERE paid_at >= p_from AND paid_at < p_until AND status NOT IN ('PENDING', 'FAILED')
    UNION ALL
    SELECT paid_at, 'FEE', id, id, -fee_cents
    FROM payment
    WHERE paid_at >= p_from AND paid_at < p_until AND status NOT IN ('PENDING', 'FAILED') AND fee_cents <> 0
    UNION ALL
    SELECT created_at, 'REFUND', id, payment_id, -amount_cents
    FROM refund
    WHERE created_at >= p_from AND created_at < p_until AND status NOT IN ('FAILED', 'CANCELED')
    UNION ALL
    -- The bank holds the money from the day it is disputed; a dispute that is won took nothing.
    SELECT created_at, 'DISPUTE', id, payment_id, -amount_cents
    FROM dispute
    WHERE created_at >= p_from AND created_at < p_until AND status IN ('OPEN', 'LOST')
    UNION ALL
    SELECT created_at, 'FEE', id, payment_id, -fee_cents
    FROM dispute
    WHERE created_at >= p_from AND created_at < p_until AND fee_cents <> 0
    UNION ALL
    SELECT created_at, 'CREDIT', id, payment_id, -out_of_band_cents
    FROM credit_note
    WHERE created_at >= p_from AND created_at < p_until AND status = 'ISSUED' AND out_of_band_cents > 0
  )
  SELECT
    moved.at,
    moved.fact,
    moved.id,
    moved.payment_id,
    payment.currency,
    payment.kind,
    CASE payment.kind WHEN 'PACK' THEN coalesce(payment.pack_id::text, '') ELSE coalesce(version.plan_id::text, '') END,
    moved.cents::bigint
  FROM moved
  JOIN payment ON payment.id = moved.payment_id
  LEFT JOIN LATERAL (
    -- The plan that the invoice charges for: of a change, the new one.
    SELECT plan_version_id
    FROM paid_period
    WHERE paid_period.payment_id = payment.id AND NOT is_credit
    ORDER BY end_at DESC, start_at DESC, stripe_line_id
    LIMIT 1
  ) AS charged ON true
  LEFT JOIN subscription ON subscription.id = payment.subscription_id
  LEFT JOIN plan_version AS version ON version.id = coalesce(charged.plan_version_id, subscription.plan_version_id);
$$;

-- The movements of MRR from one time until before another: each change of what a customer pays in a currency, from what all
-- their subscriptions came to before it to what they come to after it.
CREATE OR REPLACE FUNCTION metric_mrr_moves(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (
  at timestamptz, user_id uuid, currency text, movement mrr_movement, cents bigint, cents_before bigint, cents_after bigint
)
LANGUAGE sql STABLE AS $$
  WITH customer AS (
    SELECT DISTINCT subscription.user_id
    FROM subscription_change AS change
    JOIN subscription ON subscription.id = change.subscription_id
    WHERE change.at >= p_from AND change.at < p_until
  ), step AS (
    SELECT
      subscription.user_id,
      change.currency,
      change.at,
      change.mrr_cents
        - coalesce(lag(change.mrr_cents) OVER (PARTITION BY change.subscription_id ORDER BY change.at), 0) AS delta
    FROM customer
    JOIN subscription ON subscription.user_id = customer.user_id
    JOIN subscription_change AS change ON change.subscription_id = subscription.id
  ), moment AS (
    SELECT step.user_id, step.currency, step.at, sum(delta) AS delta FROM step GROUP BY 1, 2, 3
  ), running AS (
    SELECT moment.*, sum(delta) OVER (PARTITION BY moment.user_id, moment.currency ORDER BY moment.at) AS after
    FROM moment
  ), moved AS (
    SELECT
      running.*,
      after - delta AS before,
      max(after) OVER (
        PARTITION BY running.user_id, running.currency
        ORDER BY running.at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS most
    FROM running
  )
  SELECT
    moved.at,
    moved.user_id,
    moved.currency,
    (CASE
      WHEN before = 0 AND coalesce(most, 0) > 0 THEN 'REACTIVATION'
      WHEN before = 0 THEN 'NEW'
      WHEN after = 0 THEN 'CHURN'
      WHEN delta > 0 THEN 'EXPANSION'
      ELSE 'CONTRACTION'
    END)::mrr_movement,
    delta::bigint,
    before::bigint,
    after::bigint
  FROM moved
  WHERE moved.at >= p_from AND moved.at < p_until AND delta <> 0;
$$;

ALTER TABLE subscription_change ADD CONSTRAINT subscription_change_mrr_check CHECK (mrr_cents >= 0);

CREATE TRIGGER payment_stale
  AFTER INSERT OR DELETE OR UPDATE OF kind, status, amount_cents, fee_cents, paid_at, subscription_id ON payment
  FOR EACH ROW EXECUTE FUNCTION metric_stale_payment();

CREATE TRIGGER refund_stale
  AFTER INSERT OR DELETE OR UPDATE ON refund
  FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

CREATE TRIGGER dispute_stale
  AFTER INSERT OR DELETE OR UPDATE ON dispute
  FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

CREATE TRIGGER credit_note_stale
  AFTER INSERT OR DELETE OR UPDATE ON credit_note
  FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

CREATE TRIGGER paid_period_stale
  AFTER INSERT ON paid_period
  FOR EACH ROW WHEN (NEW.payment_id IS NOT NULL)
  EXECUTE FUNCTION metric_stale_paid_period();

CREATE TRIGGER subscription_change_stale
  AFTER INSERT OR DELETE OR UPDATE ON subscription_change
  FOR EACH ROW EXECUTE FUNCTION metric_stale_subscription();
