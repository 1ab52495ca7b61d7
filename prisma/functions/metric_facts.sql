-- What moved money from one time until before another: what the rollup adds up, and the rows behind a number. Signed; each is
-- of the plan or pack of its payment. A refund is dated when it was made, a fee like what it was charged for.
CREATE OR REPLACE FUNCTION metric_money_facts(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (
  at timestamptz, fact money_fact, id uuid, payment_id uuid, currency text, kind payment_kind, item_id text, cents bigint
)
LANGUAGE sql STABLE AS $$
  WITH moved AS (
    SELECT paid_at AS at, 'PAYMENT'::money_fact AS fact, id, id AS payment_id, amount_cents AS cents
    FROM payment
    WHERE paid_at >= p_from AND paid_at < p_until AND status NOT IN ('PENDING', 'FAILED')
    UNION ALL
    SELECT paid_at, 'FEE', id, id, -fee_cents
    FROM payment
    WHERE paid_at >= p_from AND paid_at < p_until AND status NOT IN ('PENDING', 'FAILED') AND fee_cents <> 0
    UNION ALL
    SELECT created_at, 'REFUND', id, payment_id, -amount_cents
    FROM refund
    WHERE created_at >= p_from AND created_at < p_until AND status NOT IN ('FAILED', 'CANCELED')
    UNION ALL
    -- The bank holds the money from the day it is disputed; a dispute that is won took nothing.
    SELECT created_at, 'DISPUTE', id, payment_id, -amount_cents
    FROM dispute
    WHERE created_at >= p_from AND created_at < p_until AND status IN ('OPEN', 'LOST')
    UNION ALL
    SELECT created_at, 'FEE', id, payment_id, -fee_cents
    FROM dispute
    WHERE created_at >= p_from AND created_at < p_until AND fee_cents <> 0
    UNION ALL
    SELECT created_at, 'CREDIT', id, payment_id, -out_of_band_cents
    FROM credit_note
    WHERE created_at >= p_from AND created_at < p_until AND status = 'ISSUED' AND out_of_band_cents > 0
  )
  SELECT
    moved.at,
    moved.fact,
    moved.id,
    moved.payment_id,
    payment.currency,
    payment.kind,
    CASE payment.kind WHEN 'PACK' THEN coalesce(payment.pack_id::text, '') ELSE coalesce(version.plan_id::text, '') END,
    moved.cents::bigint
  FROM moved
  JOIN payment ON payment.id = moved.payment_id
  LEFT JOIN LATERAL (
    -- The plan that the invoice charges for: of a change, the new one.
    SELECT plan_version_id
    FROM paid_period
    WHERE paid_period.payment_id = payment.id AND NOT is_credit
    ORDER BY end_at DESC, start_at DESC, stripe_line_id
    LIMIT 1
  ) AS charged ON true
  LEFT JOIN subscription ON subscription.id = payment.subscription_id
  LEFT JOIN plan_version AS version ON version.id = coalesce(charged.plan_version_id, subscription.plan_version_id);
$$;

-- The movements of MRR from one time until before another: each change of what a customer pays in a currency, from what all
-- their subscriptions came to before it to what they come to after it.
CREATE OR REPLACE FUNCTION metric_mrr_moves(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (
  at timestamptz, user_id uuid, currency text, movement mrr_movement, cents bigint, cents_before bigint, cents_after bigint
)
LANGUAGE sql STABLE AS $$
  WITH customer AS (
    SELECT DISTINCT subscription.user_id
    FROM subscription_change AS change
    JOIN subscription ON subscription.id = change.subscription_id
    WHERE change.at >= p_from AND change.at < p_until
  ), step AS (
    SELECT
      subscription.user_id,
      change.currency,
      change.at,
      change.mrr_cents
        - coalesce(lag(change.mrr_cents) OVER (PARTITION BY change.subscription_id ORDER BY change.at), 0) AS delta
    FROM customer
    JOIN subscription ON subscription.user_id = customer.user_id
    JOIN subscription_change AS change ON change.subscription_id = subscription.id
  ), moment AS (
    SELECT step.user_id, step.currency, step.at, sum(delta) AS delta FROM step GROUP BY 1, 2, 3
  ), running AS (
    SELECT moment.*, sum(delta) OVER (PARTITION BY moment.user_id, moment.currency ORDER BY moment.at) AS after
    FROM moment
  ), moved AS (
    SELECT
      running.*,
      after - delta AS before,
      max(after) OVER (
        PARTITION BY running.user_id, running.currency
        ORDER BY running.at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS most
    FROM running
  )
  SELECT
    moved.at,
    moved.user_id,
    moved.currency,
    (CASE
      WHEN before = 0 AND coalesce(most, 0) > 0 THEN 'REACTIVATION'
      WHEN before = 0 THEN 'NEW'
      WHEN after = 0 THEN 'CHURN'
      WHEN delta > 0 THEN 'EXPANSION'
      ELSE 'CONTRACTION'
    END)::mrr_movement,
    delta::bigint,
    before::bigint,
    after::bigint
  FROM moved
  WHERE moved.at >= p_from AND moved.at < p_until AND delta <> 0;
$$;
