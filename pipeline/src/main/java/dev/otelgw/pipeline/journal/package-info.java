/**
 * Batches on disk: an append-only journal for each sending queue, in files that a crash may cut
 * anywhere. docs/journal.md describes the format.
 */
@NullMarked
package dev.otelgw.pipeline.journal;

import org.jspecify.annotations.NullMarked;
