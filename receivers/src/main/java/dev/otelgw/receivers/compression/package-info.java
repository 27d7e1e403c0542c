/// Compressed bodies made plain again, never past a limit.
@NullMarked
package dev.otelgw.receivers.compression;

import org.jspecify.annotations.NullMarked;
