/** What Discord does for the services, on one's own machine, with its faults on demand. */
@NullMarked
package dev.otelgw.services.standin;

import org.jspecify.annotations.NullMarked;
