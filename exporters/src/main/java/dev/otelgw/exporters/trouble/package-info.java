/// What goes wrong on the way to a backend, in words that name cause and cure.
@NullMarked
package dev.otelgw.exporters.trouble;

import org.jspecify.annotations.NullMarked;
