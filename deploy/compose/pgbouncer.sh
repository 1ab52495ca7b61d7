#!/bin/sh
# Starts PgBouncer with the configuration given. Passwords come from the environment; the file with them is in memory.
set -eu
umask 077
printf '"refill_app" "%s"\n' "$REFILL_APP_PASSWORD" > "${USERLIST:-/tmp/userlist.txt}"
exec "${PGBOUNCER:-pgbouncer}" "$@"
