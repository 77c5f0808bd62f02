"""The official checks of the message protocol, where they are installed: jupyter_kernel_test, Debian's python3-jupyter-kernel-test."""
import unittest

BRIDGE = '((java.util.function.BiFunction<String, Map<String, Object>, Object>) System.getProperties().get("unrolled.kernel")).apply'

try:
    import jupyter_kernel_test
except ImportError:
    class Protocol(unittest.TestCase):
        @unittest.skip("jupyter_kernel_test is not installed")
        def test_theOfficialChecks(self):
            pass
else:
    class Protocol(jupyter_kernel_test.KernelTests):
        kernel_name = "java"
        language_name = "java"
        file_extension = ".java"
        code_hello_world = 'System.out.println("hello, world");'
        code_stderr = 'System.err.println("oops");'
        completion_samples = [{"text": '"a".toUpp', "matches": ["toUpperCase("]}, {"text": "%j", "matches": ["%jars"]}]
        complete_code_samples = ["1", "int a = 1;", "for (int i = 0; i < 3; i++) { }", "// a comment"]
        incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int twice(int n)", '"""\nopen', "/* open"]
        invalid_code_samples = ["import ;", "1 +* 2)"]
        code_generate_error = "throw new IllegalStateException();"
        code_execute_result = [{"code": "1 + 2", "result": "3"}, {"code": "1 + 2 * 3", "result": "7"}, {"code": "List.of(1)", "result": "[1]"}]
        code_display_data = [{"code": f'{BRIDGE}("display", Map.of("data", Map.of("text/html", "<b>1</b>")));', "mime": "text/html"}]
        code_clear_output = f'{BRIDGE}("clear_output", Map.of("wait", false));'
        code_inspect_sample = "Math.max"
        code_history_pattern = "1 + 2"
        supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main()
