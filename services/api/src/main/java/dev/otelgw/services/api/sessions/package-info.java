/// Who is logged in: sessions in Redis, and the way there through Discord.
@NullMarked
package dev.otelgw.services.api.sessions;

import org.jspecify.annotations.NullMarked;
