package dev.otelgw.receivers.otlp;

/** How a request is written. */
enum Format {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
