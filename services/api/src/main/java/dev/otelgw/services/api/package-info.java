/// The HTTP API: sessions, guilds, templates, games.
@NullMarked
package dev.otelgw.services.api;

import org.jspecify.annotations.NullMarked;
