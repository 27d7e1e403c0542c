package dev.otelgw.pipeline;

/**
 * A receiver or an extension that, at a reload, can go on with what did not change in the one it
 * replaces: a listener with its connections, a folder with its files. Optional.
 */
public interface Successor {

  /**
   * Takes from the running component of the same name what can go on as it is; that one will not
   * close it. Called before {@link Component#start}, while the other still runs; receivers both
   * hand on to the same {@link Pipelines}.
   */
  void takeOver(Component predecessor);
}
