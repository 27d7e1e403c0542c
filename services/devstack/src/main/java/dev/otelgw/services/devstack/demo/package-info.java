/** {@code ./otelgw demo}: all of it at work, before one's eyes. */
@NullMarked
package dev.otelgw.services.devstack.demo;

import org.jspecify.annotations.NullMarked;
