package dev.otelgw.pipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomOtlpTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void setsEveryFieldOfEveryMessage(Signal signal) {
    Set<String> wanted = new HashSet<>();
    declared(RandomOtlp.emptyRequest(signal).getDescriptorForType(), wanted);
    Set<String> seen = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      present(RandomOtlp.request(signal, random), seen);
    }
    assertThat(seen).containsAll(wanted);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void givesTheSameForTheSameSeed(Signal signal) {
    assertThat(RandomOtlp.request(signal, new Random(7)))
        .isEqualTo(RandomOtlp.request(signal, new Random(7)))
        .isNotEqualTo(RandomOtlp.request(signal, new Random(8)));
  }

  private static void declared(Descriptor type, Set<String> names) {
    for (FieldDescriptor field : type.getFields()) {
      if (names.add(field.getFullName())
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        declared(field.getMessageType(), names);
      }
    }
  }

  private static void present(Message message, Set<String> names) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          names.add(field.getFullName());
          if (value instanceof Message child) {
            present(child, names);
          } else if (value instanceof Iterable<?> children) {
            for (Object child : children) {
              if (child instanceof Message each) {
                present(each, names);
              }
            }
          }
        });
  }
}
