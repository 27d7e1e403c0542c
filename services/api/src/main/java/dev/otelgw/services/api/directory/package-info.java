/// What Discord knows of guilds and their members, kept for minutes, and what follows for rights.
@NullMarked
package dev.otelgw.services.api.directory;

import org.jspecify.annotations.NullMarked;
