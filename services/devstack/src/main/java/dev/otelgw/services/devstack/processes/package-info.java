/** Processes that end with the one that started them. */
@NullMarked
package dev.otelgw.services.devstack.processes;

import org.jspecify.annotations.NullMarked;
