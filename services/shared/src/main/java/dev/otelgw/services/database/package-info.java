/// PostgreSQL: the pool, the schema and transactions.
@NullMarked
package dev.otelgw.services.database;

import org.jspecify.annotations.NullMarked;
