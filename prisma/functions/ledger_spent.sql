-- What an account spent less what was reversed, by meter, between each of these ascending moments and the next; these stretches are
-- counted from 0. A reversal counts when it was made, for the meter of its spend.
--
-- With p_meter only what was spent on this meter, and with p_labels only spends whose details contain them: {"model": "m", "tags": ["t"]}.
--
-- Finds the entries by their numbers (ledger_seq_at), not by their times: an index of times would cost every debit. Clocks of
-- different machines differ by less than a day. A sum of bigints is numeric: it has no bound.
CREATE OR REPLACE FUNCTION ledger_spent(p_account uuid, p_moments timestamptz[], p_meter text DEFAULT NULL, p_labels jsonb DEFAULT NULL)
RETURNS TABLE (stretch integer, meter text, spent numeric)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  stretches integer := cardinality(p_moments) - 1;
  first_seq bigint := ledger_seq_at(p_account, p_moments[1] - interval '1 day');
  end_seq bigint := ledger_seq_at(p_account, p_moments[stretches + 1] + interval '1 day');
BEGIN
  RETURN QUERY
  SELECT part.nth, coalesce(item.meter, part.meter), sum(coalesce(item.credits, -part.amount::numeric))
  FROM (
    SELECT
      width_bucket(entry.created_at, p_moments) - 1 AS nth,
      entry.amount,
      CASE entry.type
        WHEN 'USAGE' THEN entry.meter
        ELSE (SELECT undone.meter FROM ledger_entry AS undone WHERE undone.account_id = p_account AND undone.seq = entry.undoes_seq)
      END AS meter,
      CASE entry.type
        WHEN 'USAGE' THEN entry.metadata
        ELSE (SELECT undone.metadata FROM ledger_entry AS undone WHERE undone.account_id = p_account AND undone.seq = entry.undoes_seq)
      END -> '$refill' AS details
    FROM ledger_entry AS entry
    WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.seq < end_seq
      AND entry.type IN ('USAGE', 'REVERSAL')
  ) AS part
  LEFT JOIN LATERAL ledger_item_shares(part.details -> 'items', -part.amount) AS item ON part.details -> 'items' IS NOT NULL
  WHERE part.nth >= 0 AND part.nth < stretches
    AND (p_labels IS NULL OR part.details @> p_labels)
    AND (p_meter IS NULL OR coalesce(item.meter, part.meter) = p_meter)
  GROUP BY 1, 2;
END;
$$;

-- How the credits of a spend over several meters, or of what was reversed of one, divide among its items: in proportion, in whole
-- credits that add up.
CREATE OR REPLACE FUNCTION ledger_item_shares(p_items jsonb, p_credits bigint)
RETURNS TABLE (meter text, credits numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN QUERY
  SELECT part.meter, trunc(p_credits * part.upto / part.whole) - trunc(p_credits * (part.upto - part.own) / part.whole)
  FROM (
    SELECT
      item ->> 'meter' AS meter,
      (item ->> 'credits')::numeric AS own,
      sum((item ->> 'credits')::numeric) OVER (ORDER BY nth) AS upto,
      sum((item ->> 'credits')::numeric) OVER () AS whole
    FROM jsonb_array_elements(CASE jsonb_typeof(p_items) WHEN 'array' THEN p_items ELSE '[]' END) WITH ORDINALITY AS items (item, nth)
  ) AS part
  WHERE part.whole > 0;
END;
$$;

-- What an account spent less what was reversed between two moments, by the value of a dimension: subject, model, project, run or
-- tags. A spend with several tags counts for each of them; one without the dimension counts for null. A reversal counts when it was
-- made, for its spend. p_meter and p_labels as of ledger_spent.
CREATE OR REPLACE FUNCTION ledger_spent_by(
  p_account uuid,
  p_dimension text,
  p_from timestamptz,
  p_until timestamptz,
  p_meter text DEFAULT NULL,
  p_labels jsonb DEFAULT NULL
)
RETURNS TABLE (value text, spent numeric)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  first_seq bigint := ledger_seq_at(p_account, p_from - interval '1 day');
  end_seq bigint := ledger_seq_at(p_account, p_until + interval '1 day');
BEGIN
  RETURN QUERY
  SELECT label.text, sum(coalesce(item.credits, -part.amount::numeric))
  FROM (
    SELECT
      entry.amount,
      CASE entry.type
        WHEN 'USAGE' THEN entry.meter
        ELSE (SELECT undone.meter FROM ledger_entry AS undone WHERE undone.account_id = p_account AND undone.seq = entry.undoes_seq)
      END AS meter,
      CASE entry.type
        WHEN 'USAGE' THEN entry.metadata
        ELSE (SELECT undone.metadata FROM ledger_entry AS undone WHERE undone.account_id = p_account AND undone.seq = entry.undoes_seq)
      END -> '$refill' AS details
    FROM ledger_entry AS entry
    WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.seq < end_seq
      AND entry.type IN ('USAGE', 'REVERSAL') AND entry.created_at >= p_from AND entry.created_at < p_until
  ) AS part
  LEFT JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(part.details -> p_dimension)
      WHEN 'array' THEN part.details -> p_dimension
      WHEN 'string' THEN jsonb_build_array(part.details -> p_dimension)
      ELSE '[]'
    END
  ) AS label (text) ON true
  LEFT JOIN LATERAL ledger_item_shares(part.details -> 'items', -part.amount) AS item
    ON p_meter IS NOT NULL AND part.details -> 'items' IS NOT NULL
  WHERE (p_labels IS NULL OR part.details @> p_labels) AND (p_meter IS NULL OR coalesce(item.meter, part.meter) = p_meter)
  GROUP BY 1;
END;
$$;

-- The spends of an account with the most credits between two moments, largest first, then newest first, each with what of it has
-- been reversed since. p_labels as of ledger_spent; with p_meter those that this meter has a part of.
CREATE OR REPLACE FUNCTION ledger_largest_spends(
  p_account uuid,
  p_from timestamptz,
  p_until timestamptz,
  p_limit integer,
  p_meter text DEFAULT NULL,
  p_labels jsonb DEFAULT NULL
)
RETURNS TABLE (seq bigint, at timestamptz, description text, meter text, quantity numeric, spent bigint, reversed numeric)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  first_seq bigint := ledger_seq_at(p_account, p_from - interval '1 day');
  end_seq bigint := ledger_seq_at(p_account, p_until + interval '1 day');
BEGIN
  RETURN QUERY
  SELECT
    spend.seq, spend.created_at, spend.description, spend.meter, spend.quantity, -spend.amount, coalesce(reversal.amount, 0)
  FROM (
    SELECT *
    FROM ledger_entry AS entry
    WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.seq < end_seq
      AND entry.type = 'USAGE' AND entry.created_at >= p_from AND entry.created_at < p_until
      AND (p_labels IS NULL OR entry.metadata -> '$refill' @> p_labels)
      AND (
        p_meter IS NULL
        OR entry.meter = p_meter
        OR entry.metadata -> '$refill' -> 'items' @> jsonb_build_array(jsonb_build_object('meter', p_meter))
      )
    ORDER BY entry.amount, entry.seq DESC
    LIMIT p_limit
  ) AS spend
  LEFT JOIN LATERAL (
    SELECT sum(undoing.amount) AS amount
    FROM ledger_entry AS undoing
    WHERE undoing.account_id = p_account AND undoing.undoes_seq = spend.seq AND undoing.type = 'REVERSAL'
  ) AS reversal ON true
  ORDER BY spend.amount, spend.seq DESC;
END;
$$;
