package dev.otelgw.scrapers.scraping;

/**
 * An attribute of the resource that stands for a server.
 *
 * @param name as written into OTLP
 * @param description one phrase
 * @param enabled whether it is on unless the user says otherwise
 */
public record ResourceAttribute(String name, String description, boolean enabled) {}
