#!/bin/sh
# Creates the role that owns the tables, the role of the app, which cannot change their rules, and the database
# (docs/operations.md, "Database roles" and "Behind a pooler"). Compose runs it once, when the volume is new.
set -eu
psql -v ON_ERROR_STOP=1 -v owner_password="$REFILL_OWNER_PASSWORD" -v app_password="$REFILL_APP_PASSWORD" \
  --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-postgres}" <<'SQL'
CREATE ROLE refill_owner LOGIN CREATEDB PASSWORD :'owner_password';
CREATE ROLE refill_app LOGIN PASSWORD :'app_password';
CREATE DATABASE refill OWNER refill_owner;
REVOKE CONNECT ON DATABASE refill FROM PUBLIC;
GRANT CONNECT ON DATABASE refill TO refill_app;
ALTER ROLE refill_app SET statement_timeout = '30s';
ALTER ROLE refill_app SET lock_timeout = '5s';
ALTER ROLE refill_app SET timezone = 'UTC';
SQL
