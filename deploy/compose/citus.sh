#!/bin/sh
# Starts a server of a Citus cluster, which signs in to the others as its clients do. Passwords come from the environment; the file
# with them goes when the container does.
set -eu
umask 077
printf '*:*:*:%s:%s\n' postgres "$POSTGRES_PASSWORD" refill_owner "$REFILL_OWNER_PASSWORD" refill_app "$REFILL_APP_PASSWORD" > "$PGPASSFILE"
if [ "$(id -u)" = 0 ]; then chown postgres "$PGPASSFILE"; fi
exec "${ENTRYPOINT:-docker-entrypoint.sh}" "$@"
