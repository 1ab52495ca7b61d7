/*
  Warnings:

  - A unique constraint covering the columns `[referral_code]` on the table `user` will be added. If there are existing duplicate values, this will fail.

*/
-- CreateEnum
CREATE TYPE "payment_origin" AS ENUM ('CHECKOUT', 'INVOICE', 'TOP_UP', 'AUTO_TOP_UP');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('PENDING', 'REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('INQUIRY', 'OPEN', 'WON', 'LOST');

-- CreateEnum
CREATE TYPE "referral_status" AS ENUM ('PENDING', 'REWARDED', 'REFUSED');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('QUEUED', 'SENT', 'FAILED');

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "origin" "payment_origin" NOT NULL DEFAULT 'CHECKOUT';

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "duplicate" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "scheduled_change_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_price_id" UUID,
ADD COLUMN     "stripe_schedule_id" TEXT;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "referral_code" TEXT;

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
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_card_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "paid_period" (
    "id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "plan_version_id" UUID NOT NULL,
    "stripe_invoice_id" TEXT NOT NULL,
    "payment_id" UUID,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paid_period_pkey" PRIMARY KEY ("id")
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
    "evidence_due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auto_topup" (
    "user_id" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "threshold_credits" BIGINT NOT NULL,
    "pack_id" UUID NOT NULL,
    "monthly_cap_cents" INTEGER NOT NULL,
    "payment_id" UUID,
    "declines" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "stopped_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auto_topup_pkey" PRIMARY KEY ("user_id")
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
    "feature" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
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
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "reconcile_run" (
    "id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "checked" JSONB NOT NULL DEFAULT '{}',
    "drift" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "reconcile_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "former_customer_user_id_idx" ON "former_customer"("user_id");

-- CreateIndex
CREATE INDEX "paid_period_subscription_id_start_at_idx" ON "paid_period"("subscription_id", "start_at");

-- CreateIndex
CREATE INDEX "paid_period_payment_id_idx" ON "paid_period"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "paid_period_subscription_id_stripe_invoice_id_start_at_key" ON "paid_period"("subscription_id", "stripe_invoice_id", "start_at");

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_refund_id_key" ON "refund"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_stripe_dispute_id_key" ON "dispute"("stripe_dispute_id");

-- CreateIndex
CREATE INDEX "dispute_payment_id_idx" ON "dispute"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "auto_topup_payment_id_key" ON "auto_topup"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_referred_id_key" ON "referral"("referred_id");

-- CreateIndex
CREATE INDEX "referral_referrer_id_created_at_idx" ON "referral"("referrer_id", "created_at");

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
CREATE UNIQUE INDEX "user_referral_code_key" ON "user"("referral_code");

-- AddForeignKey
ALTER TABLE "former_customer" ADD CONSTRAINT "former_customer_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_card" ADD CONSTRAINT "saved_card_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_scheduled_price_id_fkey" FOREIGN KEY ("scheduled_price_id") REFERENCES "price"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_topup" ADD CONSTRAINT "auto_topup_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_topup" ADD CONSTRAINT "auto_topup_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "credit_pack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referrer_id_fkey" FOREIGN KEY ("referrer_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referred_id_fkey" FOREIGN KEY ("referred_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_redemption" ADD CONSTRAINT "promo_redemption_promo_code_id_fkey" FOREIGN KEY ("promo_code_id") REFERENCES "promo_code"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_redemption" ADD CONSTRAINT "promo_redemption_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what the schema file cannot say

ALTER TABLE "subscription" ADD CONSTRAINT "subscription_scheduled_check"
  CHECK ((scheduled_price_id IS NULL) = (scheduled_change_at IS NULL));
ALTER TABLE "paid_period" ADD CONSTRAINT "paid_period_time_check" CHECK (start_at < end_at);
ALTER TABLE "refund" ADD CONSTRAINT "refund_amount_cents_check" CHECK (amount_cents > 0);
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_amount_cents_check" CHECK (amount_cents > 0);
ALTER TABLE "auto_topup"
  ADD CONSTRAINT "auto_topup_threshold_check" CHECK (threshold_credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT "auto_topup_monthly_cap_check" CHECK (monthly_cap_cents > 0),
  ADD CONSTRAINT "auto_topup_declines_check" CHECK (declines >= 0);
ALTER TABLE "feature_usage" ADD CONSTRAINT "feature_usage_used_check" CHECK (used >= 0);
ALTER TABLE "feature_use" ADD CONSTRAINT "feature_use_quantity_check" CHECK (quantity > 0);
ALTER TABLE "referral" ADD CONSTRAINT "referral_self_check" CHECK (referrer_id <> referred_id);
ALTER TABLE "promo_code"
  ADD CONSTRAINT "promo_code_code_check" CHECK (code = upper(code) AND length(code) BETWEEN 3 AND 40),
  ADD CONSTRAINT "promo_code_credits_check" CHECK (credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT "promo_code_credit_days_check" CHECK (credit_days > 0),
  ADD CONSTRAINT "promo_code_max_redemptions_check" CHECK (max_redemptions > 0),
  ADD CONSTRAINT "promo_code_redemption_count_check" CHECK (redemption_count BETWEEN 0 AND coalesce(max_redemptions, redemption_count));

-- What was paid until now was one stretch of time for each subscription.
INSERT INTO "paid_period" (id, subscription_id, plan_version_id, stripe_invoice_id, payment_id, start_at, end_at)
SELECT gen_random_uuid(), s.id, s.plan_version_id, 'before_paid_periods', NULL, least(s.anchor_at, s.paid_through - interval '1 millisecond'), s.paid_through
FROM "subscription" s
WHERE s.stripe_subscription_id IS NOT NULL AND s.paid_through IS NOT NULL;

UPDATE "payment" SET origin = 'INVOICE' WHERE kind = 'SUBSCRIPTION';

-- What a month's automatic top-ups came to is asked before each.
CREATE INDEX "payment_auto_topup_idx" ON "payment" (user_id, created_at) WHERE origin = 'AUTO_TOP_UP';
