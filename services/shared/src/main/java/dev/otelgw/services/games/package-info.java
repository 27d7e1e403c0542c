/// Games, participants and their schedules in PostgreSQL: what api, bot and daemons share.
@NullMarked
package dev.otelgw.services.games;

import org.jspecify.annotations.NullMarked;
