-- CreateEnum
CREATE TYPE "refused_verb" AS ENUM ('SPEND', 'HOLD');

-- CreateTable
CREATE TABLE "refused_spend" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "verb" "refused_verb" NOT NULL,
    "request" JSONB NOT NULL,
    "required" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "resumed_at" TIMESTAMPTZ(3),
    "claim" TEXT,

    CONSTRAINT "refused_spend_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refused_spend_expires_at_idx" ON "refused_spend"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "refused_spend_user_id_idempotency_key_key" ON "refused_spend"("user_id", "idempotency_key");
