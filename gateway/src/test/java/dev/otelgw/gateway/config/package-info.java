/// Tests of reading configurations.
@NullMarked
package dev.otelgw.gateway.config;

import org.jspecify.annotations.NullMarked;
