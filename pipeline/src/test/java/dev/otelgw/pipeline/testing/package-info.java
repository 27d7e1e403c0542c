/// What tests of every module use to try the pipeline's seams.
@NullMarked
package dev.otelgw.pipeline.testing;

import org.jspecify.annotations.NullMarked;
