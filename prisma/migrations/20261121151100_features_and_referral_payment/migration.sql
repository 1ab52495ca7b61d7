-- CreateEnum
CREATE TYPE "feature_period" AS ENUM ('WINDOW', 'STANDING');

-- CreateEnum
CREATE TYPE "feature_verb" AS ENUM ('USE', 'RELEASE');

-- AlterTable
ALTER TABLE "feature_use" ADD COLUMN     "limit" BIGINT,
ADD COLUMN     "used_after" BIGINT NOT NULL,
ADD COLUMN     "verb" "feature_verb" NOT NULL DEFAULT 'USE';

-- AlterTable
ALTER TABLE "referral" ADD COLUMN     "payment_id" UUID;

-- CreateTable
CREATE TABLE "feature" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "per" "feature_period" NOT NULL DEFAULT 'WINDOW',
    "sort_order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "feature_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "referral_payment_id_key" ON "referral"("payment_id");

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
