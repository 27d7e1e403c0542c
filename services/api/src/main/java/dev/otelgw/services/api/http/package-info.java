/// What every route does alike: reading what it is given, answering, and saying what is wrong.
@NullMarked
package dev.otelgw.services.api.http;

import org.jspecify.annotations.NullMarked;
