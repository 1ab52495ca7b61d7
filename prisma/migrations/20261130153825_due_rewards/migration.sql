-- CreateEnum
CREATE TYPE "referral_side" AS ENUM ('REFERRER', 'REFERRED');

-- CreateTable
CREATE TABLE "due_reward" (
    "referral_id" UUID NOT NULL,
    "side" "referral_side" NOT NULL,
    "credits" BIGINT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "due_reward_pkey" PRIMARY KEY ("referral_id","side")
);

-- CreateIndex
CREATE INDEX "due_reward_due_at_idx" ON "due_reward"("due_at");

-- AddForeignKey
ALTER TABLE "due_reward" ADD CONSTRAINT "due_reward_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referral"("id") ON DELETE CASCADE ON UPDATE CASCADE;
