-- A free plan that waits for a paid one has the moment to look again as its next_refill_at. Those that wait now look once.
UPDATE subscription SET next_refill_at = now() WHERE stripe_subscription_id IS NULL AND status = 'PAUSED';
