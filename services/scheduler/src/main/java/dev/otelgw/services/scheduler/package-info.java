/// One loop that does what falls due, and two tables of what that is.
@NullMarked
package dev.otelgw.services.scheduler;

import org.jspecify.annotations.NullMarked;
