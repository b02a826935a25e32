#!/bin/bash
# answer.sh ROOT USER:GROUP PORT PATH WORKDIR BINDS NAME=VALUE... -- PROGRAM ARGUMENT...
# Runs a program in an image's root file system as a kubelet would: as that user, as process 1, on a read-only root with an empty /tmp, in namespaces of its own.
# Prints the head and body of what it answers, who it is, where it could write, and how it ended when it was asked to.
# BINDS, FROM=TO divided by colons, are folders of this machine that stand in for those of the base image.
set -eu
if [ "${INSIDE-}" != yes ]; then
  INSIDE=yes exec unshare --mount --net --pid --fork --kill-child --mount-proc "$0" "$@"
fi
root=$1 user=$2 port=$3 path=$4 workdir=$5 binds=$6
shift 6
environment=()
while [ "$1" != -- ]; do environment+=("$1") && shift; done
shift

mount --make-rprivate /
mkdir -p "$root"/tmp "$root"/proc "$root"/dev
mount --bind "$root" "$root"
IFS=: read -ra folders <<<"$binds"
for folder in "${folders[@]}"; do
  mkdir -p "$root/${folder#*=}"
  mount --bind "${folder%%=*}" "$root/${folder#*=}"
done
mount -o remount,bind,ro "$root"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero urandom random; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir -m 1777 "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
ip link set lo up

# What a program gets as its output belongs to its user.
log=$(mktemp)
chown "$user" "$log"
if [ "$workdir" = / ]; then program=("$@"); else program=(/bin/sh -c 'cd "$0" && exec "$@"' "$workdir" "$@"); fi
unshare --pid --fork --kill-child env -i "${environment[@]}" "$(command -v chroot)" --userspec="$user" --groups= "$root" "${program[@]}" >>"$log" 2>&1 &
waited=$!

answered=no
for ((tries = 0; tries < 150; tries++)); do
  if curl --silent --show-error --include --max-time 5 "http://127.0.0.1:$port$path" >/tmp/answer.$$ 2>/dev/null; then answered=yes && break; fi
  kill -0 "$waited" 2>/dev/null || break
  sleep 0.1
done
main=$(pgrep --parent "$waited" || true)
echo "answered $answered"
if [ "$answered" = yes ]; then
  head -n 1 /tmp/answer.$$ | tr -d '\r'
  echo "user $(awk '/^Uid:|^Gid:/ { printf "%s ", $3 }' "/proc/$main/status")"
  echo "capabilities $(awk '/^CapEff:/ { print $2 }' "/proc/$main/status")"
  echo "root $(awk '$2 == "/" { options = $4 } END { print (options ~ /(^|,)ro(,|$)/ ? "read-only" : "writable") }' "/proc/$main/mounts")"
  tail -n 1 /tmp/answer.$$
  echo
  kill -TERM "$main"
  for ((tries = 0; tries < 100; tries++)); do kill -0 "$waited" 2>/dev/null || break; sleep 0.1; done
  kill -0 "$waited" 2>/dev/null && echo 'still runs' && kill -KILL "$main"
fi
status=0
wait "$waited" || status=$?
echo "ended $status"
rm -f /tmp/answer.$$
cat "$log"
rm -f "$log"
