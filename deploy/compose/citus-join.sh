#!/bin/sh
# Adds workers to a coordinator, in the app's database: citus-join.sh COORDINATOR WORKER… Those that it has stay as they are.
set -eu
coordinator=$1
shift
export PGPASSWORD="$POSTGRES_PASSWORD"
sql() { psql -v ON_ERROR_STOP=1 --host "$coordinator" --port "${PORT:-5432}" --username "${POSTGRES_USER:-postgres}" --dbname refill "$@"; }
sql -c "SELECT citus_set_coordinator_host('$coordinator', ${PORT:-5432})"
for worker in "$@"; do
  name=${worker%:*}
  port=${worker#*:}
  [ "$port" = "$worker" ] && port=5432
  sql -c "SELECT citus_add_node('$name', $port)"
done
