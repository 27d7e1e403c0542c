/// The receiver `postgresql`: scrapes PostgreSQL. What is asked and what each column becomes stands
/// in tables among the resources; `server.table` explains how they are written.
@NullMarked
package dev.otelgw.scrapers.postgresql;

import org.jspecify.annotations.NullMarked;
