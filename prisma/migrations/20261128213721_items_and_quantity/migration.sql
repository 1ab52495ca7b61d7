CREATE TYPE plan_quantity AS ENUM ('ANY', 'ONE');

ALTER TABLE plan_version
  ADD COLUMN quantity plan_quantity NOT NULL DEFAULT 'ANY',
  ADD COLUMN limits_per_unit boolean NOT NULL DEFAULT false;

ALTER TABLE subscription
  ADD COLUMN quantity integer NOT NULL DEFAULT 1 CHECK (quantity >= 0),
  ADD COLUMN scheduled_quantity integer CHECK (scheduled_quantity >= 0),
  ADD COLUMN without_plan boolean NOT NULL DEFAULT false,
  ADD COLUMN stripe_drift text[] NOT NULL DEFAULT '{}';
