/// The headers of requests to a backend, with the credentials that an extension gives them.
@NullMarked
package dev.otelgw.exporters.headers;

import org.jspecify.annotations.NullMarked;
