/**
 * Discord over HTTP: the calls the services make, its rate limits and errors, and the signature of
 * what it sends.
 */
@NullMarked
package dev.otelgw.services.discord;

import org.jspecify.annotations.NullMarked;
