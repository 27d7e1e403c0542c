package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import dev.otelgw.pipeline.processors.attributes.AttributesConfig;
import dev.otelgw.pipeline.processors.attributes.AttributesProcessorFactory;
import dev.otelgw.pipeline.processors.resource.ResourceConfig;
import dev.otelgw.pipeline.processors.resource.ResourceProcessorFactory;
import dev.otelgw.pipeline.testing.ProcessorContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The processors of the house keep the contract that plugins are held to. */
class ProcessorsContractTest {

  @Test
  void batch() throws Exception {
    check(new BatchProcessorFactory(), new BatchProcessorConfig());
  }

  @Test
  void memoryLimiter() throws Exception {
    check(
        new MemoryLimiterFactory(),
        new MemoryLimiterConfig(Duration.ofSeconds(1), 100_000, 0, 0, 0));
  }

  @Test
  void resource() throws Exception {
    check(new ResourceProcessorFactory(), new ResourceConfig(List.of(upsert())));
  }

  @Test
  void attributes() throws Exception {
    check(new AttributesProcessorFactory(), new AttributesConfig(List.of(upsert()), null, null));
  }

  private static ActionConfig upsert() {
    return new ActionConfig(
        "contract", ActionConfig.Action.UPSERT, "kept", null, null, null, null, null);
  }

  private static <C extends Record> void check(ProcessorFactory<C> factory, C config)
      throws Exception {
    ProcessorContract.check(
        new ProcessorContract.Subject() {
          @Override
          public Processor create(Signal signal, Sink next, Context context) {
            return factory.create(config, signal, next, context);
          }
        });
  }
}
