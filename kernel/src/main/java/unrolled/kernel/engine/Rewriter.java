package unrolled.kernel.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the compiled code of a cell stoppable, and keeps it from ending the process.
 *
 * <p>A call of {@code CellGuard.check()} goes before each backward jump, to the start of each
 * method, and to the start of each {@code catch} block: a loop that catches everything is left from
 * there. Handlers without a type (of {@code finally} and {@code synchronized}) get none: they cover
 * themselves, and a throw would send them round for ever. The calls take and leave nothing on the
 * stack, so stack maps stay as they are.
 */
final class Rewriter {
  static final String GUARD = "unrolled/kernel/guest/CellGuard";

  /** What takes the place of the JDK's methods that end the process, or its output. */
  private static final Map<String, Handle> REFUSALS =
      Map.of(
          "java/lang/System.setOut", refusal("setOut", "(Ljava/io/PrintStream;)V"),
          "java/lang/System.setErr", refusal("setErr", "(Ljava/io/PrintStream;)V"),
          "java/lang/System.exit", refusal("exit", "(I)V"),
          "java/lang/Runtime.exit", refusal("exit", "(Ljava/lang/Runtime;I)V"),
          "java/lang/Runtime.halt", refusal("exit", "(Ljava/lang/Runtime;I)V"),
          "java/lang/Runtime.addShutdownHook",
              refusal("addShutdownHook", "(Ljava/lang/Runtime;Ljava/lang/Thread;)V"));

  private Rewriter() {}

  private static Handle refusal(String name, String descriptor) {
    return new Handle(Opcodes.H_INVOKESTATIC, GUARD, name, descriptor, false);
  }

  static byte[] rewrite(byte[] bytecode) {
    ClassReader reader = new ClassReader(bytecode);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Guarding(writer), 0);
    return writer.toByteArray();
  }

  private static final class Guarding extends ClassVisitor {
    Guarding(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new GuardedMethod(next);
    }
  }

  private static final class GuardedMethod extends MethodVisitor {
    private final Set<Label> seen = new HashSet<>();
    private final Set<Label> catches = new HashSet<>();
    private boolean checkIsDue = true;

    GuardedMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (type != null) {
        catches.add(handler);
      }
      super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
      seen.add(label);
      checkIsDue |= catches.contains(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      checkIsDue |= seen.contains(label);
      checkIfDue();
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      checkIfDue();
      Handle refusal = REFUSALS.get(owner + "." + name);
      if (refusal == null) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      } else {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, refusal.getOwner(), refusal.getName(), refusal.getDesc(), false);
      }
    }

    private void checkIfDue() {
      if (checkIsDue) {
        checkIsDue = false;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "check", "()V", false);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      checkIfDue();
      super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      checkIfDue();
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
      checkIfDue();
      super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      checkIfDue();
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      checkIfDue();
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      checkIfDue();
      Object[] safe = arguments.clone();
      for (int i = 0; i < safe.length; i++) {
        // System::exit
        if (safe[i] instanceof Handle method) {
          safe[i] = REFUSALS.getOrDefault(method.getOwner() + "." + method.getName(), method);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, safe);
    }

    @Override
    public void visitLdcInsn(Object value) {
      checkIfDue();
      super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int local, int increment) {
      checkIfDue();
      super.visitIincInsn(local, increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      checkIfDue();
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      checkIfDue();
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      checkIfDue();
      super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
  }
}
