/// The receiver `nop`: starts, and never receives anything.
@NullMarked
package dev.otelgw.receivers.nop;

import org.jspecify.annotations.NullMarked;
