/// An OTLP backend to test against, over real sockets.
package dev.otelgw.exporters.testing;
