@NullMarked
package dev.otelgw.receivers.compression;

import org.jspecify.annotations.NullMarked;
