-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "is_gift" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "gift" (
    "payment_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "sealed_code" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_by_id" UUID,
    "redeemed_at" TIMESTAMPTZ(3),
    "settle_due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gift_pkey" PRIMARY KEY ("payment_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "gift_code_hash_key" ON "gift"("code_hash");

-- CreateIndex
CREATE INDEX "gift_redeemed_by_id_idx" ON "gift"("redeemed_by_id");

-- CreateIndex
CREATE INDEX "gift_settle_due_at_idx" ON "gift"("settle_due_at");

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_redeemed_by_id_fkey" FOREIGN KEY ("redeemed_by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE gift ADD CONSTRAINT gift_code_hash_check CHECK (octet_length(code_hash) = 32);
ALTER TABLE gift ADD CONSTRAINT gift_redeemed_check CHECK ((redeemed_by_id IS NULL) = (redeemed_at IS NULL));
ALTER TABLE gift ADD CONSTRAINT gift_settle_due_check CHECK (settle_due_at IS NULL OR redeemed_at IS NOT NULL);

