-- Types
CREATE TYPE ledger_capture_result AS (outcome text, balance bigint, available bigint, hold credit_hold, entry ledger_entry, refusal jsonb);
CREATE TYPE ledger_debit_result AS (outcome text, balance bigint, available bigint, entry ledger_entry, refusal jsonb);
CREATE TYPE ledger_fact_result AS (appended boolean, entry ledger_entry);
CREATE TYPE ledger_grant_result AS (granted boolean, lot credit_lot);
CREATE TYPE ledger_hold_result AS (outcome text, balance bigint, available bigint, hold credit_hold, refusal jsonb);
CREATE TYPE ledger_place_result AS (item integer, outcome text, balance bigint, available bigint, hold credit_hold, refusal jsonb);
CREATE TYPE ledger_refill_item AS (account uuid, reset boolean, reset_subscription uuid, keep bigint, keep_of uuid, keep_since timestamp with time zone, reset_description text, reset_actor text, kind lot_kind, origin lot_origin, amount bigint, source_key text, priority integer, effective_at timestamp with time zone, expires_at timestamp with time zone, description text, amount_cents integer, currency text, payment uuid, subscription uuid, window_start timestamp with time zone, actor text);
CREATE TYPE ledger_refill_step AS (item ledger_refill_item, account credit_account, is_usual boolean, ended bigint, allocations jsonb, lot uuid);
CREATE TYPE ledger_reinstate_result AS (outcome text, reinstatable bigint, entry ledger_entry);
CREATE TYPE ledger_reverse_result AS (outcome text, balance bigint, available bigint, reversible bigint, entry ledger_entry);
CREATE TYPE ledger_spend_item AS (nth integer, no integer, account uuid, hold uuid, amount bigint, key text, hash bytea, description text, meter text, quantity numeric, rate_version integer, metadata jsonb, actor text, at timestamp with time zone);
CREATE TYPE ledger_spend_result AS (item integer, account integer, outcome text, balance bigint, available bigint, last_seq bigint, lot uuid, hold_amount bigint, hold_status hold_status, entry ledger_entry, refusal jsonb);

-- Views
CREATE VIEW ledger_accounts AS
 SELECT id,
    balance,
    debt
   FROM credit_account;

-- account_deletion
CREATE INDEX account_deletion_unfinished_idx ON account_deletion USING btree (requested_at) WHERE (finished_at IS NULL);

-- api_key
ALTER TABLE api_key ALTER COLUMN scopes SET NOT NULL;
ALTER TABLE api_key ADD CONSTRAINT api_key_expires_at_bounds CHECK (((expires_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (expires_at < '2201-01-01 00:00:00+00'::timestamp with time zone)));
ALTER TABLE api_key ADD CONSTRAINT api_key_hash_check CHECK ((octet_length(hash) = 32));
CREATE TRIGGER api_key_changed AFTER DELETE OR UPDATE OF prefix, hash, scopes, service, expires_at, revoked_at, user_id ON api_key FOR EACH ROW EXECUTE FUNCTION api_key_announce();

-- audit_log
CREATE INDEX audit_log_changes_idx ON audit_log USING btree (created_at, id) WHERE ((target_id <> 'unknown'::text) AND (target_id IS DISTINCT FROM (actor_id)::text));
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change();

-- auto_topup
ALTER TABLE auto_topup ADD CONSTRAINT auto_topup_declines_check CHECK ((declines >= 0));
ALTER TABLE auto_topup ADD CONSTRAINT auto_topup_monthly_cap_check CHECK ((monthly_cap_cents > 0));
ALTER TABLE auto_topup ADD CONSTRAINT auto_topup_threshold_check CHECK (((threshold_credits >= 1) AND (threshold_credits <= '1000000000000000'::bigint)));

-- card_claim
CREATE TRIGGER card_claim_append_only BEFORE DELETE OR UPDATE ON card_claim FOR EACH ROW EXECUTE FUNCTION card_claim_is_kept();

-- credit_account
ALTER TABLE credit_account ADD CONSTRAINT credit_account_balance_check CHECK (((balance + debt) >= held));
ALTER TABLE credit_account ADD CONSTRAINT credit_account_debt_check CHECK ((debt >= 0));
ALTER TABLE credit_account ADD CONSTRAINT credit_account_held_check CHECK ((held >= 0));
ALTER TABLE credit_account ADD CONSTRAINT credit_account_low_balance_threshold_check CHECK ((low_balance_threshold >= 0));
ALTER TABLE credit_account ADD CONSTRAINT credit_account_seq_check CHECK ((seq >= 0));
CREATE INDEX credit_account_debt_idx ON credit_account USING btree (id) WHERE (debt > 0);
CREATE INDEX credit_account_low_balance_idx ON credit_account USING btree (id) WHERE (low_balance_threshold IS NOT NULL);
ALTER TABLE credit_account SET (fillfactor=70);

-- credit_budget
ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_limit_check CHECK ((limit_credits >= 0));
ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_target_check CHECK (((scope <> 'ACCOUNT'::budget_scope) OR (target IS NULL)));
ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_window_check CHECK ((((window_kind = 'ROLLING'::budget_window) = (window_seconds IS NOT NULL)) AND COALESCE((window_seconds >= 60), true)));

-- credit_budget_use
ALTER TABLE credit_budget_use ADD CONSTRAINT credit_budget_use_used_check CHECK ((used >= 0));

-- credit_hold
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_allocations_check CHECK ((jsonb_typeof(allocations) = 'array'::text));
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_amount_check CHECK ((amount > 0));
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_captured_check CHECK ((captured >= 0));
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_closed_check CHECK (((closed_at IS NULL) = (status = 'OPEN'::hold_status)));
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_idempotency_check CHECK (((idempotency_key IS NULL) OR (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 255)) AND (request_hash IS NOT NULL))));
CREATE INDEX credit_hold_open_idx ON credit_hold USING btree (account_id, expires_at) WHERE (status = 'OPEN'::hold_status);

-- credit_lot
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_amount_cents_check CHECK ((amount_cents >= 0));
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint)));
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_closed_check CHECK (((closed_at IS NULL) = (remaining > 0)));
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_expires_check CHECK ((expires_at > effective_at));
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_grant_seq_check CHECK ((grant_seq > 0));
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_remaining_check CHECK (((0 <= held) AND (held <= remaining) AND (remaining <= amount)));
CREATE INDEX credit_lot_open_idx ON credit_lot USING btree (account_id, priority, expires_at, grant_seq) WHERE (closed_at IS NULL);
CREATE INDEX credit_lot_payment_idx ON credit_lot USING btree (account_id, payment_id) WHERE (payment_id IS NOT NULL);
ALTER TABLE credit_lot SET (fillfactor=70);

-- credit_note
ALTER TABLE credit_note ADD CONSTRAINT credit_note_amounts_check CHECK (((balance_cents >= 0) AND (out_of_band_cents >= 0) AND ((balance_cents + out_of_band_cents) <= amount_cents)));
CREATE TRIGGER credit_note_stale AFTER INSERT OR DELETE OR UPDATE ON credit_note FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

-- credit_pack
CREATE TRIGGER credit_pack_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON credit_pack FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- dispute
ALTER TABLE dispute ADD CONSTRAINT dispute_amount_cents_check CHECK ((amount_cents > 0));
CREATE INDEX dispute_needs_response_idx ON dispute USING btree (evidence_due_at) WHERE needs_response;
CREATE TRIGGER dispute_stale AFTER INSERT OR DELETE OR UPDATE ON dispute FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

-- dormancy
ALTER TABLE dormancy ADD CONSTRAINT dormancy_end CHECK ((((ended_at IS NULL) = (refills IS NULL)) AND ((seq IS NULL) OR (ended_at IS NOT NULL))));
CREATE UNIQUE INDEX dormancy_one_open ON dormancy USING btree (user_id) WHERE (ended_at IS NULL);

-- feature
CREATE TRIGGER feature_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON feature FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- feature_usage
ALTER TABLE feature_usage ADD CONSTRAINT feature_usage_used_check CHECK ((used >= 0));

-- feature_use
ALTER TABLE feature_use ADD CONSTRAINT feature_use_quantity_check CHECK ((quantity > 0));

-- former_mailbox
ALTER TABLE former_mailbox ALTER COLUMN promo_code_ids SET NOT NULL;
ALTER TABLE former_mailbox ADD CONSTRAINT former_mailbox_hash_check CHECK ((octet_length(hash) = 32));

-- gift
ALTER TABLE gift ADD CONSTRAINT gift_code_hash_check CHECK ((octet_length(code_hash) = 32));
ALTER TABLE gift ADD CONSTRAINT gift_redeemed_check CHECK (((redeemed_by_id IS NULL) = (redeemed_at IS NULL)));
ALTER TABLE gift ADD CONSTRAINT gift_settle_due_check CHECK (((settle_due_at IS NULL) OR (redeemed_at IS NOT NULL)));

-- health_alert
CREATE UNIQUE INDEX health_alert_open_idx ON health_alert USING btree (kind) WHERE (cleared_at IS NULL);

-- ledger_closing
CREATE TRIGGER ledger_closing_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger_closing FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- ledger_entry
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_allocations_check CHECK ((jsonb_typeof(allocations) = 'array'::text));
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_balance_check CHECK ((balance_after = (balance_before + amount)));
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_idempotency_check CHECK (((idempotency_key IS NULL) OR (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 255)) AND (request_hash IS NOT NULL))));
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_seq_check CHECK ((seq > 0));
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_sign_check CHECK (
CASE
    WHEN (type = ANY (ARRAY['GRANT'::entry_type, 'REINSTATEMENT'::entry_type, 'REVERSAL'::entry_type])) THEN (amount > 0)
    WHEN (type = ANY (ARRAY['USAGE'::entry_type, 'EXPIRY'::entry_type, 'RESET'::entry_type, 'CLAWBACK'::entry_type])) THEN (amount < 0)
    ELSE ((amount <> 0) OR (allocations @? '$[*]."debt"'::jsonpath))
END);
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_undoes_check CHECK ((undoes_seq < seq));
CREATE INDEX ledger_entry_created_at_idx ON ledger_entry USING brin (created_at) WITH (autosummarize='on');
CREATE UNIQUE INDEX ledger_entry_hold_key ON ledger_entry USING btree (account_id, hold_id) WHERE (hold_id IS NOT NULL);
CREATE UNIQUE INDEX ledger_entry_source_key ON ledger_entry USING btree (account_id, source_key) WHERE (source_key IS NOT NULL);
CREATE INDEX ledger_entry_type_idx ON ledger_entry USING btree (account_id, type, seq) WHERE (type <> 'USAGE'::entry_type);
CREATE INDEX ledger_entry_undoes_idx ON ledger_entry USING btree (account_id, undoes_seq) WHERE (undoes_seq IS NOT NULL);
CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- local_clock
CREATE TRIGGER local_clock_announce AFTER INSERT OR UPDATE ON local_clock FOR EACH STATEMENT EXECUTE FUNCTION balance_announce_all();

-- mail
CREATE INDEX mail_queued_idx ON mail USING btree (created_at) WHERE (status = 'QUEUED'::mail_status);
CREATE INDEX mail_with_text_idx ON mail USING btree (created_at) WHERE ((status <> 'QUEUED'::mail_status) AND ("to" <> ''::text));

-- meter
CREATE TRIGGER meter_changed AFTER INSERT OR DELETE OR UPDATE OF key, current_version, archived_at, sort_order OR TRUNCATE ON meter FOR EACH STATEMENT EXECUTE FUNCTION meter_announce();

-- meter_version
ALTER TABLE meter_version ADD CONSTRAINT meter_version_cost_check CHECK ((((cost_micros IS NULL) = (cost_currency IS NULL)) AND ((cost_micros >= 0) AND (cost_micros <= '1000000000000000'::bigint))));
ALTER TABLE meter_version ADD CONSTRAINT meter_version_credits_check CHECK (((credits >= 1) AND (credits <= '1000000000000000'::bigint)));
ALTER TABLE meter_version ADD CONSTRAINT meter_version_minimum_check CHECK (((minimum_credits >= 1) AND (minimum_credits <= '1000000000000000'::bigint)));
ALTER TABLE meter_version ADD CONSTRAINT meter_version_per_units_check CHECK (((per_units >= 1) AND (per_units <= '1000000000000000'::bigint)));
ALTER TABLE meter_version ADD CONSTRAINT meter_version_version_check CHECK ((version > 0));
CREATE TRIGGER meter_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON meter_version FOR EACH STATEMENT EXECUTE FUNCTION meter_version_refuse_change();

-- paid_period
ALTER TABLE paid_period ADD CONSTRAINT paid_period_time_check CHECK ((start_at < end_at));
CREATE TRIGGER paid_period_stale AFTER INSERT ON paid_period FOR EACH ROW WHEN ((new.payment_id IS NOT NULL)) EXECUTE FUNCTION metric_stale_paid_period();

-- payment
ALTER TABLE payment ADD CONSTRAINT payment_balance_cents_check CHECK ((balance_cents >= 0));
ALTER TABLE payment ADD CONSTRAINT payment_credited_cents_check CHECK ((credited_cents >= 0));
CREATE INDEX payment_auto_topup_idx ON payment USING btree (user_id, created_at) WHERE (origin = 'AUTO_TOP_UP'::payment_origin);
CREATE TRIGGER payment_stale AFTER INSERT OR DELETE OR UPDATE OF kind, status, amount_cents, fee_cents, paid_at, subscription_id ON payment FOR EACH ROW EXECUTE FUNCTION metric_stale_payment();

-- payment_part
ALTER TABLE payment_part ADD CONSTRAINT payment_part_amount_cents_check CHECK ((amount_cents >= 0));

-- plan
CREATE TRIGGER plan_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- plan_version
CREATE TRIGGER plan_version_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON plan_version FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- price
CREATE TRIGGER price_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON price FOR EACH STATEMENT EXECUTE FUNCTION catalogue_announce();

-- promo_code
ALTER TABLE promo_code ADD CONSTRAINT promo_code_code_check CHECK (((code = upper(code)) AND ((length(code) >= 3) AND (length(code) <= 40))));
ALTER TABLE promo_code ADD CONSTRAINT promo_code_credit_days_check CHECK ((credit_days > 0));
ALTER TABLE promo_code ADD CONSTRAINT promo_code_credits_check CHECK (((credits >= 1) AND (credits <= '1000000000000000'::bigint)));
ALTER TABLE promo_code ADD CONSTRAINT promo_code_expires_at_bounds CHECK (((expires_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (expires_at < '2201-01-01 00:00:00+00'::timestamp with time zone)));
ALTER TABLE promo_code ADD CONSTRAINT promo_code_max_redemptions_check CHECK ((max_redemptions > 0));
ALTER TABLE promo_code ADD CONSTRAINT promo_code_redemption_count_check CHECK (((redemption_count >= 0) AND (redemption_count <= COALESCE(max_redemptions, redemption_count))));

-- referral
ALTER TABLE referral ADD CONSTRAINT referral_reason_check CHECK ((reason = ANY (ARRAY['cap_reached'::text, 'own_card'::text, 'card_already_rewarded'::text, 'unidentified_method'::text])));
ALTER TABLE referral ADD CONSTRAINT referral_self_check CHECK ((referrer_id <> referred_id));

-- refund
ALTER TABLE refund ADD CONSTRAINT refund_amount_cents_check CHECK ((amount_cents > 0));
CREATE TRIGGER refund_stale AFTER INSERT OR DELETE OR UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION metric_stale_money_back();

-- session
CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON session FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION session_announce_end();

-- stripe_account
ALTER TABLE stripe_account ADD CONSTRAINT stripe_account_check CHECK (((move_began_at IS NULL) = (moving_to_mode IS NULL)));
ALTER TABLE stripe_account ADD CONSTRAINT stripe_account_id_check CHECK ((id = 1));
ALTER TABLE stripe_account ADD CONSTRAINT stripe_account_mode_check CHECK ((mode = ANY (ARRAY['test'::text, 'live'::text])));
ALTER TABLE stripe_account ADD CONSTRAINT stripe_account_moving_to_mode_check CHECK ((moving_to_mode = ANY (ARRAY['test'::text, 'live'::text])));

-- subscription
ALTER TABLE subscription ALTER COLUMN stripe_drift SET NOT NULL;
ALTER TABLE subscription ADD CONSTRAINT subscription_quantity_check CHECK ((quantity >= 0));
ALTER TABLE subscription ADD CONSTRAINT subscription_scheduled_check CHECK (((scheduled_price_id IS NULL) = (scheduled_change_at IS NULL)));
ALTER TABLE subscription ADD CONSTRAINT subscription_scheduled_quantity_check CHECK ((scheduled_quantity >= 0));
CREATE TRIGGER subscription_announce AFTER INSERT OR UPDATE ON subscription FOR EACH ROW EXECUTE FUNCTION balance_announce_subscriber();

-- subscription_change
ALTER TABLE subscription_change ADD CONSTRAINT subscription_change_mrr_check CHECK ((mrr_cents >= 0));
CREATE TRIGGER subscription_change_stale AFTER INSERT OR DELETE OR UPDATE ON subscription_change FOR EACH ROW EXECUTE FUNCTION metric_stale_subscription();

-- totp_factor
CREATE TRIGGER totp_factor_changed AFTER INSERT OR DELETE OR UPDATE OF confirmed_at ON totp_factor FOR EACH ROW EXECUTE FUNCTION totp_factor_announce();

-- user
CREATE INDEX user_locked_idx ON "user" USING btree (created_at, id) WHERE (locked_at IS NOT NULL);
CREATE TRIGGER user_standing_changed AFTER UPDATE OF role, locked_at, session_version, deleted_at ON "user" FOR EACH ROW WHEN (((old.role IS DISTINCT FROM new.role) OR (old.locked_at IS DISTINCT FROM new.locked_at) OR (old.session_version IS DISTINCT FROM new.session_version) OR (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION user_announce_standing();

-- webhook_delivery
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_attempts_check CHECK ((attempts >= 0));
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_claim_check CHECK (((claim_id IS NULL) = (claimed_until IS NULL)));
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_next_check CHECK (((status = 'PENDING'::webhook_delivery_status) OR (next_attempt_at IS NULL)));
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_settled_check CHECK (((status = 'PENDING'::webhook_delivery_status) = (settled_at IS NULL)));
CREATE INDEX webhook_delivery_claimed_idx ON webhook_delivery USING btree (endpoint_id) WHERE (claimed_until IS NOT NULL);
CREATE INDEX webhook_delivery_dead_idx ON webhook_delivery USING btree (endpoint_id, seq) WHERE (status = 'DEAD'::webhook_delivery_status);
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery USING btree (next_attempt_at, seq) WHERE ((status = 'PENDING'::webhook_delivery_status) AND (next_attempt_at IS NOT NULL));
CREATE UNIQUE INDEX webhook_delivery_head ON webhook_delivery USING btree (endpoint_id, lane) WHERE ((status = 'PENDING'::webhook_delivery_status) AND (next_attempt_at IS NOT NULL));
CREATE INDEX webhook_delivery_waiting_idx ON webhook_delivery USING btree (endpoint_id, lane, seq) WHERE (status = 'PENDING'::webhook_delivery_status);

-- webhook_endpoint
ALTER TABLE webhook_endpoint ALTER COLUMN event_types SET NOT NULL;
ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_disabled_check CHECK (((disabled_at IS NULL) = (disabled_reason IS NULL)));
ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_previous_check CHECK (((previous_sealed_secret IS NULL) = (previous_until IS NULL)));

-- webhook_event
CREATE INDEX webhook_event_payment_intent_idx ON webhook_event USING hash (((payload #>> '{data,object,payment_intent}'::text[]))) WHERE (customer_id IS NULL);
CREATE INDEX webhook_event_with_payload_idx ON webhook_event USING btree (processed_at) WHERE ((processed_at IS NOT NULL) AND (NOT (payload ? 'scrubbed'::text)));
CREATE TRIGGER webhook_event_scrubbed BEFORE INSERT OR UPDATE ON webhook_event FOR EACH ROW EXECUTE FUNCTION webhook_event_scrub();

-- webhook_message
CREATE INDEX webhook_message_unprepared_idx ON webhook_message USING btree (seq) WHERE (prepared_at IS NULL);
