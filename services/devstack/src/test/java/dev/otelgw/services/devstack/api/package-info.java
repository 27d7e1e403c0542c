/// The HTTP API as its users see it, with real servers behind it.
@NullMarked
package dev.otelgw.services.devstack.api;

import org.jspecify.annotations.NullMarked;
