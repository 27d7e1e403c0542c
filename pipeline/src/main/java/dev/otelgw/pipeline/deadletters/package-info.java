/** What backends refused for good, kept with their words until somebody decides. */
@NullMarked
package dev.otelgw.pipeline.deadletters;

import org.jspecify.annotations.NullMarked;
