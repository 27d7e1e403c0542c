/// What configuration records are written with: descriptions and bounds, secrets, checks.
@NullMarked
package dev.otelgw.pipeline.config;

import org.jspecify.annotations.NullMarked;
