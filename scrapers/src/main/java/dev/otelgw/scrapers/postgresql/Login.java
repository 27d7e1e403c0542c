package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where to, as whom, and how patient.
 *
 * @param tls null for plain text
 * @param database the one that is connected to, where nothing is said of another
 * @param patience bound of one statement, which the server keeps
 */
record Login(
    Target target,
    String username,
    Secret password,
    @Nullable Tls tls,
    String database,
    Duration patience) {}
