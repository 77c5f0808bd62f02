"""What every JupyterHub of the course shares; the other configurations load it. Figures: docs/classroom.md."""
import os

c = get_config()  # noqa: F821, JupyterHub's

# What was measured: an idle student needs about 300 MB (server and kernel), one who trains 600 MB and a core.
c.Spawner.mem_limit = os.environ.get("UNROLLED_MEMORY_LIMIT", "2G")
c.Spawner.mem_guarantee = "512M"
c.Spawner.cpu_limit = float(os.environ.get("UNROLLED_CPU_LIMIT", "2"))
c.Spawner.environment = {
    "UNROLLED_MEMORY": "1g",  # the kernel's heap; ND4J's arrays and the JVM itself need as much beside it
    **{name: os.environ[name] for name in ("UNROLLED_QUICK", "UNROLLED_DATA") if name in os.environ},
}
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# Culling, by each student's own server, so that the hub needs no service for it: a kernel that has been idle for two hours ends,
# also with its page open (a training is busy, not idle), and a server without kernels ends half an hour later.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=7200",
    "--MappingKernelManager.cull_interval=300",
    "--MappingKernelManager.cull_connected=True",
    "--ServerApp.shutdown_no_activity_timeout=1800",
]

# A class opens its notebooks in the same minute.
c.JupyterHub.concurrent_spawn_limit = 10
c.JupyterHub.active_server_limit = int(os.environ.get("UNROLLED_SERVERS", "60"))
c.JupyterHub.shutdown_on_logout = True

c.JupyterHub.authenticator_class = os.environ.get("UNROLLED_AUTHENTICATOR", "pam")
c.Authenticator.admin_users = set(os.environ.get("UNROLLED_INSTRUCTORS", "").split())
c.Authenticator.allow_all = True  # whoever the authenticator lets in; JupyterHub 5 wants it said
