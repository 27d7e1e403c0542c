package dev.otelgw.gateway.endtoend;

/** What is done with one configuration of the Collector, and what must come of it. */
interface Play {

  void on(Stage stage) throws Exception;
}
