/// Templates: what games of one kind have in common.
@NullMarked
package dev.otelgw.services.api.templates;

import org.jspecify.annotations.NullMarked;
