package dev.otelgw.gateway.config;

/** A key being read: its way from the top, and where it was written. */
record Place(String path, Position position) {

  /** A key below this one. */
  Place key(String name, Position at) {
    return new Place(path.isEmpty() ? name : path + "." + name, at);
  }

  /** An item of the list that stands here. */
  Place item(int index, Position at) {
    return new Place(path + "[" + index + "]", at);
  }
}
