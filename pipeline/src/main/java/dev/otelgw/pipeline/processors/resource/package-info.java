/// The `resource` processor: changes the attributes of resources.
@NullMarked
package dev.otelgw.pipeline.processors.resource;

import org.jspecify.annotations.NullMarked;
