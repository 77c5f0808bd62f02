"""One machine without containers: each student is an account of the machine, and gets processes of that account.

The kernel is made known with `./kit kernel install --system`; the notebooks that students get lie in $UNROLLED_NOTEBOOKS.
"""
import os
from pathlib import Path

load_subconfig(str(Path(__file__).with_name("course.py")))  # noqa: F821, JupyterHub's
c = get_config()  # noqa: F821

START = Path(__file__).resolve().parents[1] / "image" / "start"

c.JupyterHub.spawner_class = os.environ.get("UNROLLED_SPAWNER", "jupyterhub.spawner.LocalProcessSpawner")
c.Spawner.cmd = [str(START), "jupyterhub-singleuser"]  # the image's entry point: notebooks into a home that has none
c.Spawner.environment["UNROLLED_NOTEBOOKS"] = os.environ.get("UNROLLED_NOTEBOOKS", "/srv/unrolled/notebooks")
c.Spawner.env_keep = ["PATH", "PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX", "LANG", "JUPYTER_PATH"]
c.LocalProcessSpawner.shell_cmd = []
