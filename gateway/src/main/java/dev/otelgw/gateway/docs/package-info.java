/// Documentation that is made from the components themselves.
@NullMarked
package dev.otelgw.gateway.docs;

import org.jspecify.annotations.NullMarked;
