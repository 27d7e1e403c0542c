/** People who use the services, as browsers and Discord would. */
@NullMarked
package dev.otelgw.services.devstack.load;

import org.jspecify.annotations.NullMarked;
