/// What every scraper is made from: metrics as data, groups that fail alone, and the loop that owns
/// time and threads. It knows no server.
@NullMarked
package dev.otelgw.scrapers.scraping;

import org.jspecify.annotations.NullMarked;
