#!/bin/sh
# Starts Redis or Valkey with two users: that of the services, who may do anything with data and
# nothing with the server, and that of the gateway, who may look at statistics and at no key.
# Passwords are written as their SHA-256, into a file that only this process can read.
set -eu

hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }

umask 077
acl=${REDIS_ACL_FILE:-/run/redis/users.acl}
cat >"$acl" <<ACL
user default off
user game_scheduler on #$(hash "$REDIS_PASSWORD") ~* &* +@all -@admin -@dangerous
user otelgw on #$(hash "$REDIS_MONITORING_PASSWORD") resetkeys +info +ping +hello +config|get +latency|latest +latency|histogram +slowlog|len +cluster|info
ACL

exec "${REDIS_SERVER:-valkey-server}" --aclfile "$acl" --save '' --appendonly no \
  --maxmemory "${REDIS_MAXMEMORY:-128mb}" --maxmemory-policy allkeys-lru "$@"
