/// Authentication by passwords and tokens: the extensions `basicauth`, `bearertokenauth` and
/// `headers_setter`.
@NullMarked
package dev.otelgw.gateway.auth;

import org.jspecify.annotations.NullMarked;
