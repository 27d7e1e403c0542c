package dev.otelgw.receivers.otlp;

/** What kind of socket to listen on. */
public enum Transport {
  /** Over IPv4 and IPv6. */
  TCP,
  /** A socket in the file system, for processes of the same machine. */
  UNIX
}
