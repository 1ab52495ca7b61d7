-- CreateEnum
CREATE TYPE "webhook_disabled_reason" AS ENUM ('ADMIN', 'GONE', 'FAILING');

-- CreateEnum
CREATE TYPE "webhook_delivery_status" AS ENUM ('PENDING', 'DELIVERED', 'DEAD');

-- CreateEnum
CREATE TYPE "balance_level" AS ENUM ('NORMAL', 'LOW', 'DEPLETED');

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sealed_secret" BYTEA NOT NULL,
    "previous_sealed_secret" BYTEA,
    "previous_until" TIMESTAMPTZ(3),
    "enabled_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" "webhook_disabled_reason",
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_message" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "user_id" UUID,
    "type" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "payment_id" UUID,
    "subscription_id" UUID,
    "data" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "prepared_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "lane" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "status" "webhook_delivery_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "claim_id" UUID,
    "claimed_until" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery_attempt" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "webhook_delivery_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_mark" (
    "account_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "summed_seq" BIGINT NOT NULL,
    "level" "balance_level" NOT NULL,

    CONSTRAINT "webhook_mark_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_message_seq_key" ON "webhook_message"("seq");

-- CreateIndex
CREATE INDEX "webhook_message_created_at_idx" ON "webhook_message"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_message_user_id_type_source_key_key" ON "webhook_message"("user_id", "type", "source_key");

-- CreateIndex
CREATE INDEX "webhook_delivery_endpoint_id_seq_idx" ON "webhook_delivery"("endpoint_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_message_id_endpoint_id_key" ON "webhook_delivery"("message_id", "endpoint_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_attempt_delivery_id_id_idx" ON "webhook_delivery_attempt"("delivery_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_message" ADD CONSTRAINT "webhook_message_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "webhook_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery_attempt" ADD CONSTRAINT "webhook_delivery_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Exactly one of an account's pending deliveries to an endpoint is to be sent next.
CREATE UNIQUE INDEX webhook_delivery_head ON webhook_delivery (endpoint_id, lane)
  WHERE status = 'PENDING' AND next_attempt_at IS NOT NULL;
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (next_attempt_at, seq)
  WHERE status = 'PENDING' AND next_attempt_at IS NOT NULL;
CREATE INDEX webhook_delivery_waiting_idx ON webhook_delivery (endpoint_id, lane, seq) WHERE status = 'PENDING';
CREATE INDEX webhook_delivery_claimed_idx ON webhook_delivery (endpoint_id) WHERE claimed_until IS NOT NULL;
CREATE INDEX webhook_delivery_dead_idx ON webhook_delivery (endpoint_id, seq) WHERE status = 'DEAD';
CREATE INDEX webhook_message_unprepared_idx ON webhook_message (seq) WHERE prepared_at IS NULL;

ALTER TABLE webhook_endpoint
  ALTER COLUMN event_types SET NOT NULL,
  ADD CONSTRAINT webhook_endpoint_previous_check CHECK ((previous_sealed_secret IS NULL) = (previous_until IS NULL)),
  ADD CONSTRAINT webhook_endpoint_disabled_check CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL));
ALTER TABLE webhook_delivery
  ADD CONSTRAINT webhook_delivery_attempts_check CHECK (attempts >= 0),
  ADD CONSTRAINT webhook_delivery_settled_check CHECK ((status = 'PENDING') = (settled_at IS NULL)),
  ADD CONSTRAINT webhook_delivery_next_check CHECK (status = 'PENDING' OR next_attempt_at IS NULL),
  ADD CONSTRAINT webhook_delivery_claim_check CHECK ((claim_id IS NULL) = (claimed_until IS NULL));
