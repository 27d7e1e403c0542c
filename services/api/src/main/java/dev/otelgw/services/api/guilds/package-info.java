/// Guilds and channels: what of Discord takes part, and with which settings.
@NullMarked
package dev.otelgw.services.api.guilds;

import org.jspecify.annotations.NullMarked;
