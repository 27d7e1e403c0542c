#!/bin/sh
# Run once, when the database is made: the user of the gateway, who may look at statistics and read
# no row of anybody's, and the extension that counts queries.
set -eu

psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_MONITORING_PASSWORD" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE otelgw LOGIN PASSWORD :'password' CONNECTION LIMIT 15;
GRANT pg_monitor TO otelgw;
SQL

# Not every PostgreSQL has it; the gateway says what it misses and goes on.
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -c 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements' || true
