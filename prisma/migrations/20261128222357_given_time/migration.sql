-- Free days on a running subscription, and time that was begun without a charge, are given: they bring the plan's monthly credits.
ALTER TABLE paid_period ADD COLUMN is_given boolean NOT NULL DEFAULT false;
ALTER TABLE subscription ADD COLUMN trial_is_given boolean NOT NULL DEFAULT false;
