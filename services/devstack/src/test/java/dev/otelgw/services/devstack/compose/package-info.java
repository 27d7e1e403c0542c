/// The folder compose/ and the documents, held against what really runs.
@NullMarked
package dev.otelgw.services.devstack.compose;

import org.jspecify.annotations.NullMarked;
