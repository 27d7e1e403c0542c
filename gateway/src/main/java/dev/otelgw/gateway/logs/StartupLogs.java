package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The logging that there is until {@link Logs#install}: found by Logback through ServiceLoader, it
 * also saves the search for configuration files, whose parser would cost time at each start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class StartupLogs extends ContextAwareBase implements Configurator {

  /** For ServiceLoader. */
  public StartupLogs() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logs.apply(new LogsConfig(), context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
