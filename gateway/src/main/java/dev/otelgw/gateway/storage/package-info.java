/** The extension {@code file_storage}: what sending queues hold, on disk. */
@NullMarked
package dev.otelgw.gateway.storage;

import org.jspecify.annotations.NullMarked;
