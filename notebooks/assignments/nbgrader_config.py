"""nbgrader's settings for these assignments; ./kit grade follows the same rules where nbgrader is not installed."""
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "unrolled"
c.IncludeHeaderFooter.header = "source/header.ipynb"

# nbgrader's own Java stub does not throw, so that an untouched answer could pass.
c.ClearSolutions.code_stub = {"java": '// YOUR CODE HERE\nthrow new UnsupportedOperationException("not written yet");'}

# A check stops an answer after 10 seconds, with a message; this is for what is not within a check.
c.Execute.timeout = 60
c.Execute.startup_timeout = 120
c.Execute.interrupt_on_timeout = True
# raise_on_iopub_timeout stays True: without it, a cell that never ends gets marks.

c.LimitOutput.max_lines = 200
