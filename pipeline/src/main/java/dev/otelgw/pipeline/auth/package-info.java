/// Authentication: what receivers and exporters ask of the extensions that know credentials.
@NullMarked
package dev.otelgw.pipeline.auth;

import org.jspecify.annotations.NullMarked;
