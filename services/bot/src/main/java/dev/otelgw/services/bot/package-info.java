/// Commands and buttons from Discord, messages to Discord.
@NullMarked
package dev.otelgw.services.bot;

import org.jspecify.annotations.NullMarked;
