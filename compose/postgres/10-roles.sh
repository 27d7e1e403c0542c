#!/bin/sh
# Run once, by the superuser, when the database is made: the user of the services, who owns it and nothing else;
# the user of the gateway, who may look at statistics and read no row of anybody's; the extension that counts queries.
set -eu

psql -v ON_ERROR_STOP=1 -v services="$POSTGRES_SERVICES_PASSWORD" -v monitoring="$POSTGRES_MONITORING_PASSWORD" \
  -v database="$POSTGRES_DB" --username postgres --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE game_scheduler LOGIN PASSWORD :'services';
ALTER DATABASE :"database" OWNER TO game_scheduler;
CREATE ROLE otelgw LOGIN PASSWORD :'monitoring' CONNECTION LIMIT 15;
GRANT pg_monitor TO otelgw;
SQL

# Not every PostgreSQL has it; the gateway says what it misses and goes on.
psql --username postgres --dbname "$POSTGRES_DB" -c 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements' || true
