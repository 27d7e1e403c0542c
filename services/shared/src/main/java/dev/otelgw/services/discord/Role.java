package dev.otelgw.services.discord;

/**
 * A role of a guild; the one with the guild's own id is everyone's.
 *
 * @param color as 0xRRGGBB, 0 for none
 * @param managed whether it belongs to an integration
 */
public record Role(String id, String name, int color, int position, boolean managed) {}
