# Sourced by ./demo and ./check: install what is missing, build, and the environment of a run.  POSIX shell, from the top folder.

# Names in packages.txt for the given kinds that dpkg does not hold.
vf_missing() {
  for kind in "$@"; do
    awk -v kind="$kind" '!/^#/ && $2 == kind { print $1 }' packages.txt
  done | while read -r name; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$name"
  done
}

# vf_install KIND...: nothing happens when nothing is missing, or where dpkg is not the package manager (see README.md).
vf_install() {
  if [ -n "${VITRIFLOAT_NO_INSTALL:-}" ] || ! command -v dpkg-query >/dev/null 2>&1; then return 0; fi
  missing=$(vf_missing "$@")
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "$0: these packages are missing, and there is no sudo to install them: $missing" >&2
      echo "$0: ask for them, or build against your own libraries as README.md says (then set VITRIFLOAT_NO_INSTALL=1)" >&2
      exit 1
    fi
    as_root=sudo
  fi
  echo "installing: $missing"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# vf_build PRESET
vf_build() {
  cmake --preset "$1" --log-level=NOTICE
  cmake --build --preset "$1"
}

# Seconds since the epoch.
vf_now() { date +%s; }

# Cores to use; nproc alone would answer with OMP_NUM_THREADS, which vf_environment sets.
vf_cores() { env -u OMP_NUM_THREADS -u OMP_THREAD_LIMIT nproc; }

# One thread a rank.  OpenMPI wants to be told that running as root (a container) and on hyperthreads is meant.
vf_environment() {
  export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OMPI_MCA_rmaps_base_oversubscribe=1
  if [ "$(id -u)" -eq 0 ]; then export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; fi
}
