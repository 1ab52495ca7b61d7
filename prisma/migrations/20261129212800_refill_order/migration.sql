-- CreateIndex
CREATE INDEX CONCURRENTLY "subscription_next_refill_at_id_idx" ON "subscription"("next_refill_at", "id");
