/// The program: its commands, and what it is made of.
@NullMarked
package dev.otelgw.gateway;

import org.jspecify.annotations.NullMarked;
