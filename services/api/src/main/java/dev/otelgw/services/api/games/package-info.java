/// Games: planning, changing, joining, leaving, calling off.
@NullMarked
package dev.otelgw.services.api.games;

import org.jspecify.annotations.NullMarked;
