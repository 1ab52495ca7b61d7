-- CreateEnum
CREATE TYPE "card_claim_purpose" AS ENUM ('TRIAL', 'REFERRAL');

-- AlterTable
ALTER TABLE "saved_card" ADD COLUMN     "fingerprint" BYTEA;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "method_fingerprint" BYTEA;

-- CreateTable
CREATE TABLE "card_claim" (
    "purpose" "card_claim_purpose" NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "spent_on" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_claim_pkey" PRIMARY KEY ("purpose","fingerprint")
);

-- CreateIndex
CREATE UNIQUE INDEX "card_claim_purpose_user_id_key" ON "card_claim"("purpose", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_claim_purpose_spent_on_key" ON "card_claim"("purpose", "spent_on");

-- CreateIndex
CREATE INDEX "payment_method_fingerprint_idx" ON "payment"("method_fingerprint");

-- AddForeignKey
ALTER TABLE "card_claim" ADD CONSTRAINT "card_claim_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Why a referral was refused comes from a closed list.
ALTER TABLE "referral" ADD CONSTRAINT referral_reason_check
  CHECK (reason IN ('cap_reached', 'own_card', 'card_already_rewarded', 'unidentified_method'));

-- A claim is for ever: without it the card would have another trial, or bring another reward.
CREATE FUNCTION card_claim_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'card_claim is append-only: % refused.', TG_OP;
END $$;

CREATE TRIGGER card_claim_is_kept BEFORE UPDATE OR DELETE ON "card_claim"
  FOR EACH ROW EXECUTE FUNCTION card_claim_is_kept();
