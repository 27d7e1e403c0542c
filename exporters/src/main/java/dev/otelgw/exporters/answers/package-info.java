/// What backends say about a request, whatever protocol they say it over: partial success, errors
/// with a delay, and words made fit for a message.
@NullMarked
package dev.otelgw.exporters.answers;

import org.jspecify.annotations.NullMarked;
