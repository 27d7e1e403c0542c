package dev.otelgw.services.discord;

/** A message that exists at Discord. */
public record Message(String id, String channelId) {}
