/// The services with the agent, the servers and the gateway, all real, and what a backend gets of
/// them.
@NullMarked
package dev.otelgw.services.devstack.endtoend;

import org.jspecify.annotations.NullMarked;
