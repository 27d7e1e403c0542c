/// Compressed request bodies, for every exporter that sends some. [CompressorPool] is the way in.
@NullMarked
package dev.otelgw.exporters.compression;

import org.jspecify.annotations.NullMarked;
