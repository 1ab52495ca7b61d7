-- Times that people name lie in the years 1970 to 2200 (lib/time-bounds.ts). One past the year 9999 was stored and could
-- not be told again, so that its owner's list failed for ever: such a key now ends with the last year there is.

UPDATE api_key SET expires_at = '2200-12-31T23:59:59Z' WHERE expires_at >= '2201-01-01T00:00:00Z';
UPDATE api_key SET expires_at = '1970-01-01T00:00:00Z' WHERE expires_at < '1970-01-01T00:00:00Z';
ALTER TABLE api_key ADD CONSTRAINT api_key_expires_at_bounds
  CHECK (expires_at >= '1970-01-01T00:00:00Z' AND expires_at < '2201-01-01T00:00:00Z');

UPDATE promo_code SET expires_at = '2200-12-31T23:59:59Z' WHERE expires_at >= '2201-01-01T00:00:00Z';
UPDATE promo_code SET expires_at = '1970-01-01T00:00:00Z' WHERE expires_at < '1970-01-01T00:00:00Z';
ALTER TABLE promo_code ADD CONSTRAINT promo_code_expires_at_bounds
  CHECK (expires_at >= '1970-01-01T00:00:00Z' AND expires_at < '2201-01-01T00:00:00Z');
