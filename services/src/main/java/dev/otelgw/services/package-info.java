/// The four services of the game scheduler, users of the gateway like any other.
@NullMarked
package dev.otelgw.services;

import org.jspecify.annotations.NullMarked;
