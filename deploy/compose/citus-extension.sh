#!/bin/sh
# Adds Citus to the app's database, on the coordinator and on each worker: only a superuser may. After postgres-roles.sh.
set -eu
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname refill -c 'CREATE EXTENSION citus'
