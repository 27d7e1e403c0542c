/// What the `attributes` and the `resource` processor do to a list of attributes: their `actions`.
@NullMarked
package dev.otelgw.pipeline.processors.actions;

import org.jspecify.annotations.NullMarked;
