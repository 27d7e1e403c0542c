/// A service as a process: how it starts, and how it ends without losing what it has begun.
@NullMarked
package dev.otelgw.services.program;

import org.jspecify.annotations.NullMarked;
