"""A disk that is too small, for a test."""
import os
import subprocess
import sys

from program import SKIP


def mounted(path, size):
    path.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path], capture_output=True, text=True)
    if done.returncode:
        print("no small file system can be mounted here:", done.stderr.strip())
        raise SystemExit(SKIP)


def own_mounts(test):
    """A mount name space of our own: no root needed, and nothing stays mounted."""
    if os.environ.get("VF_OWN_MOUNTS") or os.geteuid() == 0:
        return test()
    done = subprocess.run(["unshare", "-Urm", sys.executable, *sys.argv], env={**os.environ, "VF_OWN_MOUNTS": "1"})
    if done.returncode:
        raise SystemExit(SKIP if done.returncode == 1 and subprocess.run(["unshare", "-Urm", "true"], capture_output=True).returncode else done.returncode)
