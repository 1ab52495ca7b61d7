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
