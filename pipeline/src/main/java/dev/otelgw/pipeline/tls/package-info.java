/// TLS as configurations write it, turned into what the JDK wants. Certificates are read again when
/// their files change.
@NullMarked
package dev.otelgw.pipeline.tls;

import org.jspecify.annotations.NullMarked;
