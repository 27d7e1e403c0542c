/// Random and broken inputs for every entrance of the receivers, reproducible by a seed.
@NullMarked
package dev.otelgw.receivers.fuzz;

import org.jspecify.annotations.NullMarked;
