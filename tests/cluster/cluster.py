#!/usr/bin/env python3
"""A Slurm of one's own on this one machine, for the time of a test: key, daemons, ports and folder belong to it alone.

usage: cluster.py COMMAND...     runs the command where sbatch, squeue, scontrol ... speak to such a cluster, then takes it down

Any user can have one; it sends nothing beyond 127.0.0.1, touches no other Slurm, and two at once do not meet.  Who takes it down is a
process of its own that waits for the end of the one that made it: failure, signals and kill -9 leave nothing behind.
"""
import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SKIP = 77
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol")
PATIENCE = 30.0  # [s] for any daemon to answer

# As many processors as the test asks for, whatever the machine has; scheduling at once, since jobs here last a second; a node that comes back is used again;
# jobs whose processes died with their node go back to the queue.
CONFIGURATION = """\
ClusterName=vitrifloat
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge.socket
SlurmctldPort={controller}
SlurmdPort={node}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1,requeue_delay=0
JobRequeue=1
KillWait=5
BatchStartTimeout=1
MessageTimeout=3
ReturnToService=2
MaxArraySize=20001
MailProg=/bin/true
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs={processors} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """What this machine lacks, in one line, or "" when nothing."""
    lacking = [name for name in PROGRAMS if not found(name)]
    return f"no Slurm cluster can be made here: {', '.join(lacking)} not installed" if lacking else ""


def found(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_ports(n):
    """Ports nobody listens at now; all are held until all are known."""
    sockets = [socket.socket() for _ in range(n)]
    try:
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]
    finally:
        for s in sockets:
            s.close()


class Unavailable(Exception):
    """The cluster did not come up; says why in one line."""


class Cluster:
    """with Cluster() as cluster: cluster.run("sbatch", ...)"""

    def __init__(self, processors=2):
        self.processors = processors

    def __enter__(self):
        if missing():
            raise Unavailable(missing())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vf-slurm-"))
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM", "SBATCH", "SQUEUE", "PMI"))}
        self.environment["SLURM_CONF"] = str(self.folder / "slurm.conf")
        self.environment["PATH"] += ":/usr/sbin:/sbin"
        self.held = guard(self.folder)
        try:
            for _ in range(3):
                self.configure()
                if self.start():
                    return self
            raise Unavailable(f"the cluster does not come up: {self.reason()}")
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        guardian, pipe = self.held
        os.close(pipe)
        os.waitpid(guardian, 0)

    def configure(self):
        """Files of the cluster, with ports that are free now."""
        controller, node = free_ports(2)
        host = socket.gethostname().split(".")[0]
        for name in ("state", "spool"):
            (self.folder / name).mkdir(exist_ok=True)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=host, user=getpass.getuser(), folder=self.folder, controller=controller, node=node, processors=self.processors))

    def start(self):
        """Whether all three daemons answer."""
        self.daemon("munged", "--foreground", "--force", f"--key-file={self.folder}/munge.key", f"--socket={self.folder}/munge.socket",
                    f"--pid-file={self.folder}/munged.pid", f"--log-file={self.folder}/munged.log", f"--seed-file={self.folder}/munged.seed")
        up = until((self.folder / "munge.socket").exists)
        if up:
            self.controller = self.daemon("slurmctld", "-D", "-i")
            self.start_node()
            up = until(self.answers)
        if not up:
            kill_all(self.folder)
        return up

    def start_node(self):
        self.node = self.daemon("slurmd", "-D")

    def kill_node(self, with_jobs=False):
        """kill -9 of slurmd alone; with_jobs: of all that runs on the node, as when its power goes."""
        self.node.kill()
        self.node.wait()
        if with_jobs:
            kill_all(self.folder, but={self.controller.pid, *processes_named("munged", self.folder)})

    def daemon(self, name, *arguments):
        with open(self.folder / f"{name}.out", "a") as out:
            return subprocess.Popen([found(name), *arguments], env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                    cwd=self.folder, start_new_session=True)

    def answers(self):
        """Raises when a daemon has ended."""
        if self.node.poll() is not None or self.controller.poll() is not None:
            raise Ended
        return "idle" in self.run("sinfo", "-h", "-o", "%T").stdout

    def reason(self):
        """The last error that a daemon wrote."""
        for name in ("slurmd", "slurmctld", "munged"):
            for path in (self.folder / f"{name}.log", self.folder / f"{name}.out"):
                lines = path.read_text(errors="replace").splitlines() if path.exists() else []
                errors = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
                if errors:
                    return errors[-1]
        return "no daemon says why"

    def run(self, *command, **more):
        """A command that speaks to the cluster: what it printed, its exit status."""
        return subprocess.run([*map(str, command)], env={**self.environment, **more}, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL)


class Ended(Exception):
    """A daemon did: a port that another took meanwhile, most often."""


def until(condition, seconds=PATIENCE):
    """Whether the condition came true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return True
        except Ended:
            return False
        time.sleep(0.05)
    return False


# ---- taking it down ----
def mine(folder):
    """Processes that belong to the cluster: started with its configuration (daemons, steps and jobs inherit it) or naming its folder."""
    marks = f"SLURM_CONF={folder}/slurm.conf".encode(), f"{folder}/".encode()
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            environment = pathlib.Path(entry.path, "environ").read_bytes().split(b"\0")
            arguments = pathlib.Path(entry.path, "cmdline").read_bytes()
        except OSError:
            continue
        if marks[0] in environment or marks[1] in arguments:
            yield int(entry.name)


def processes_named(name, folder):
    for pid in mine(folder):
        try:
            if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == name:
                yield pid
        except OSError:
            continue


def kill_all(folder, but=()):
    """kill -9 until none is left; they hold nothing that outlives the folder."""
    for _ in range(200):
        pids = [pid for pid in mine(folder) if pid not in but and not zombie(pid)]
        if not pids:
            return
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.02)


def zombie(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def guard(folder):
    """Forks the process that takes the cluster down when the pipe to it closes.  Its number, and our end of the pipe."""
    theirs, ours = os.pipe()  # neither end is inherited by a program that is started
    guardian = os.fork()
    if guardian:
        os.close(theirs)
        return guardian, ours
    try:
        os.close(ours)
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        os.read(theirs, 1)
        kill_all(folder)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os._exit(0)


def stop_on_signals():
    """SIGTERM and SIGHUP unwind like an exception, so that a test also removes what is not the cluster's."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda n, _: sys.exit(128 + n))


def main():
    stop_on_signals()
    try:
        with Cluster() as cluster:
            return subprocess.run(sys.argv[1:], env=cluster.environment, check=False).returncode
    except Unavailable as why:
        print(f"cluster.py: {why}", file=sys.stderr)
        return SKIP


if __name__ == "__main__":
    sys.exit(main())
