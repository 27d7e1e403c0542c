/// Authentication by passwords and tokens: the extensions `basicauth` and `bearertokenauth`.
@NullMarked
package dev.otelgw.gateway.auth;

import org.jspecify.annotations.NullMarked;
