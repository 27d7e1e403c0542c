/// The configuration: YAML files in, checked records out, and every problem said at once.
///
/// The way: [dev.otelgw.gateway.config.ConfigLoader] reads each source into a tree with positions,
/// lays the trees over each other, puts in the values of variables, and binds what comes out to the
/// components' records. This package alone knows YAML.
@NullMarked
package dev.otelgw.gateway.config;

import org.jspecify.annotations.NullMarked;
