package dev.otelgw.scrapers.scraping;

/** A server and what reads it; the loop closes the scraper. */
public record ScrapeTarget(Target target, Scraper scraper) {}
