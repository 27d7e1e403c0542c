/// Components of other people: jars in a folder, each in a class loader of its own.
@NullMarked
package dev.otelgw.gateway.plugins;

import org.jspecify.annotations.NullMarked;
