-- A UUIDv7: 48 bits of milliseconds, then what a random UUIDv4 has after its version digit. (PostgreSQL 18 has its
-- own, but we run on 15, and the time is the caller's.)
CREATE OR REPLACE FUNCTION ledger_uuid7(p_now timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex(floor(extract(epoch FROM p_now) * 1000)::bigint), 12, '0')
    || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid;
$$;
