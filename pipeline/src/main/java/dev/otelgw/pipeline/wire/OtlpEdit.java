package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.wire.Edit.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an {@link Edit} on the bytes of a batch: one pass that copies what stays and writes
 * what changes, from the last byte to the first. What it allocates grows with the request, not with
 * the number of its items.
 */
public final class OtlpEdit {

  private static final MessageType RESOURCE = OtlpSchema.type("Resource");
  private static final MessageType SCOPE = OtlpSchema.type("InstrumentationScope");
  private static final MessageType METRIC = OtlpSchema.type("Metric");

  /** What is noted of a field: its tag, and where its tag, its value and what follows begin. */
  private static final int NOTE = 4;

  /** Of new bytes, which grow as needed. */
  private static final int MOST_EXPECTED = 1 << 16;

  private final Edit edit;
  private final BackwardWriter out;
  private final WireMessage resource = new WireMessage(RESOURCE);
  private final WireMessage scope = new WireMessage(SCOPE);
  private final WireMessage metric = new WireMessage(METRIC);
  private final WireMessage item = new WireMessage(METRIC);
  private byte[] bytes = {};

  /** A stack: of each message that is open, the fields that lead on. */
  private int[] notes = new int[64 * NOTE];

  private int top;
  private int keptItems;
  private int droppedItems;

  private OtlpEdit(Edit edit, int capacity) {
    this.edit = edit;
    this.out = new BackwardWriter(capacity);
  }

  /**
   * The batch with the edit carried out; the same one if that changes nothing. Scopes, metrics and
   * resources that lose their last item go with it, so the result may be empty.
   */
  public static Batch apply(Batch batch, Edit edit) {
    MessageType request = OtlpSchema.request(batch.signal());
    // An eighth of what there is holds one more attribute for each item of the usual size.
    OtlpEdit pass = new OtlpEdit(edit, (int) Math.min(batch.size() / 8, MOST_EXPECTED) + 64);
    List<byte[]> segments = batch.segments();
    for (byte[] segment : segments.reversed()) {
      pass.bytes = segment;
      pass.out.source(segment);
      pass.container(request, 0, segment.length);
    }
    if (pass.out.changes() == 0) {
      return batch;
    }
    byte[] edited = pass.out.toByteArray();
    int items =
        pass.droppedItems == 0 ? batch.items() : OtlpWalk.count(request, edited, 0, edited.length);
    return Batch.of(batch.signal(), edited, items);
  }

  /** Writes the content of a message that leads to items; false if the message is to go. */
  private boolean container(MessageType type, int from, int end) {
    int base = top;
    WireMessage origin = note(type, from, end);
    Verdict verdict = ask(type, origin, from, end);
    if (verdict == Verdict.DROP) {
      droppedItems++;
      top = base;
      return false;
    }
    if (verdict == Verdict.KEEP) {
      keptItems++;
    }
    int kept = keptItems;
    int dropped = droppedItems;
    int rest = end;
    for (int note = top - NOTE; note >= base; note -= NOTE) {
      Field field = Objects.requireNonNull(type.byTag(notes[note]));
      if (field.origin()) {
        rest = part(field, Objects.requireNonNull(origin), note, rest);
      } else if (verdict == Verdict.VISIT) {
        rest = field.item() ? item(field, note, rest) : child(field, note, rest);
      }
    }
    out.keep(from, rest);
    if (origin != null && !origin.isPresent() && origin.isChanged()) {
      int last = out.written();
      origin.writeAdded(out);
      out.field(Objects.requireNonNull(type.origin).tag(), last);
    }
    top = base;
    return droppedItems == dropped || keptItems > kept;
  }

  /** Notes the fields that lead on, and gives what says where the items come from. */
  private @Nullable WireMessage note(MessageType type, int from, int end) {
    Field says = type.origin;
    WireMessage origin = null;
    if (says != null) {
      origin = (says.message() == RESOURCE ? resource : scope).over(says.message(), bytes);
    }
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Field field = type.byTag(in.tag());
      if (field == null || !(field.item() || field.leads() || field.origin())) {
        continue;
      }
      if (top == notes.length) {
        notes = Arrays.copyOf(notes, 2 * top);
      }
      notes[top] = in.tag();
      notes[top + 1] = in.tagStart();
      notes[top + 2] = in.valueStart();
      notes[top + 3] = in.valueEnd();
      top += NOTE;
      if (origin != null && field.origin()) {
        origin.part(in.valueStart(), in.valueEnd());
      }
    }
    return origin;
  }

  private Verdict ask(MessageType type, @Nullable WireMessage origin, int from, int end) {
    if (origin != null) {
      return origin == resource ? edit.resource(origin) : edit.scope(origin);
    }
    return type == METRIC ? edit.metric(metric.over(type, bytes).part(from, end)) : Verdict.VISIT;
  }

  // Each of these writes a field, unless it is as it was. Given, and returned, is where that begins
  // which is still to be kept.

  private int part(Field field, WireMessage origin, int note, int rest) {
    if (!origin.isChanged()) {
      return rest;
    }
    out.keep(notes[note + 3], rest);
    int last = out.written();
    origin.write(out, notes[note + 2], notes[note + 3]);
    out.field(field.tag(), last);
    return notes[note + 1];
  }

  private int item(Field field, int note, int rest) {
    int from = notes[note + 2];
    int end = notes[note + 3];
    WireMessage shown = item.over(field.message(), bytes).part(from, end);
    if (edit.item(shown) == Verdict.DROP) {
      droppedItems++;
      out.keep(end, rest);
      out.leaveOut();
      return notes[note + 1];
    }
    keptItems++;
    if (!shown.isChanged()) {
      return rest;
    }
    out.keep(end, rest);
    int last = out.written();
    shown.write(out, from, end);
    out.field(field.tag(), last);
    return notes[note + 1];
  }

  private int child(Field field, int note, int rest) {
    int start = notes[note + 1];
    int from = notes[note + 2];
    int end = notes[note + 3];
    out.keep(end, rest);
    BackwardWriter.Mark mark = out.mark();
    int last = out.written();
    int changes = out.changes();
    // What is no list element may be a part of a message, whose other parts have items.
    if (!container(field.message(), from, end) && field.repeated()) {
      out.back(mark);
    } else if (out.changes() == changes) {
      out.keep(start, from);
    } else {
      out.field(field.tag(), last);
    }
    return start;
  }
}
