"""One machine, a container for each student: jupyterhub -f jupyterhub_docker.py, with dockerspawner beside jupyterhub."""
import os
from pathlib import Path

load_subconfig(str(Path(__file__).with_name("course.py")))  # noqa: F821, JupyterHub's
c = get_config()  # noqa: F821

HOME = "/home/jovyan"
EXCHANGE = "/srv/nbgrader/exchange"

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.JupyterHub.hub_ip = "0.0.0.0"  # the containers' network reaches the hub, the firewall keeps others out
c.JupyterHub.hub_connect_ip = os.environ.get("UNROLLED_HUB", "172.17.0.1")

STUDENT = os.environ.get("UNROLLED_IMAGE", "unrolled:student")
INSTRUCTOR = os.environ.get("UNROLLED_INSTRUCTOR_IMAGE", "unrolled:instructor")


def choose_image(spawner) -> None:
    """Solutions and hidden tests are in the instructor's image alone."""
    spawner.image = INSTRUCTOR if spawner.user.admin else STUDENT


c.DockerSpawner.image = STUDENT
c.Spawner.pre_spawn_hook = choose_image
c.DockerSpawner.cmd = ["jupyterhub-singleuser"]
c.DockerSpawner.remove = True  # the container goes, the volume with the student's work stays
c.DockerSpawner.volumes = {
    "unrolled-{username}": HOME,
    "unrolled-exchange": EXCHANGE,
}
c.DockerSpawner.extra_host_config = {
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "pids_limit": 400,
    "init": False,  # the image brings its own
}
