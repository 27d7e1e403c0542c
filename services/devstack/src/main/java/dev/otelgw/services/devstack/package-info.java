/// Everything around the services that a demonstration or a test needs.
@NullMarked
package dev.otelgw.services.devstack;

import org.jspecify.annotations.NullMarked;
